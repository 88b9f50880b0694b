extension Plane {
  /// The picture laid down in another orientation; pixels move, none is changed.
  ///
  /// One copy of the samples, read row by row. The names are those of `Orientation`.
  public func turned(_ orientation: Orientation) -> Plane {
    guard orientation != .original else { return self }
    let walk = TargetWalk(orientation, width: width, height: height)
    // SAFETY: the walk is a permutation of the width * height pixels, so that every sample of `target` is
    // written exactly once and none lies outside it.
    let turned = unsafe [UInt8](unsafeUninitializedCapacity: samples.count) { target, count in
      unsafe samples.withUnsafeBufferPointer { source in
        unsafe copy(from: source, to: target, along: walk)
      }
      count = samples.count
    }
    let (newWidth, newHeight) = orientation.exchangesAxes ? (height, width) : (width, height)
    return Plane(width: newWidth, height: newHeight, channelCount: channelCount, samples: turned)
  }

  // SAFETY: the caller gives buffers of `samples.count`, and a walk over this picture's pixels.
  @unsafe private func copy(
    from source: UnsafeBufferPointer<UInt8>, to target: UnsafeMutableBufferPointer<UInt8>,
    along walk: TargetWalk
  ) {
    let channels = channelCount
    for y in 0..<height {
      var from = y * width * channels
      var to = (walk.start + y * walk.rowStep) * channels
      for _ in 0..<width {
        for channel in 0..<channels { unsafe target[to + channel] = source[from + channel] }
        from += channels
        to += walk.columnStep * channels
      }
    }
  }
}

/// Where the pixels of a turned picture go: pixel (x, y) lands at `start + x * columnStep + y * rowStep`.
private struct TargetWalk {
  let start: Int
  let columnStep: Int
  let rowStep: Int

  /// - Parameters: the size of the picture before it is turned.
  init(_ orientation: Orientation, width w: Int, height h: Int) {
    switch orientation {
    case .original: (start, columnStep, rowStep) = (0, 1, w)
    case .flipy: (start, columnStep, rowStep) = (w - 1, -1, w)
    case .flipx: (start, columnStep, rowStep) = ((h - 1) * w, 1, -w)
    case .rot180: (start, columnStep, rowStep) = (h * w - 1, -1, -w)
    // From here the target is h wide and w high.
    case .flipplus1: (start, columnStep, rowStep) = (0, h, 1)
    case .rot90: (start, columnStep, rowStep) = ((w - 1) * h, -h, 1)
    case .rot270: (start, columnStep, rowStep) = (h - 1, h, -1)
    case .flipminus1: (start, columnStep, rowStep) = (w * h - 1, -h, -1)
    }
  }
}
