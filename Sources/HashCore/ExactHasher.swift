import Kernels

/// The exact path: every row at full size, in colour, into the reference's own sums.
///
/// A picture as stored needs a few rows; one that is also turned, or an interlaced PNG, its decoded samples once.
final class ExactHasher {
  /// Rows decoded and hashed at a time.
  private static let batchRowCount = 16

  private let rowHasher: RowHasher
  /// A batch of rows, or all of them where `keepsPlane`.
  private var samples: [UInt8] = []
  private var turnedRows: [UInt8] = []
  private var sawTransparency = false

  init(kernels: KernelTable) { rowHasher = RowHasher(kernels: kernels) }

  /// The hashes of a picture that `decoder` has open.
  ///
  /// - Parameters:
  ///   - header: what `open` returned, within the limits.
  ///   - orientations: the turned ones asked for, without `original`.
  ///   - backgrounds: whether to hash over white and black too where there is transparency.
  func hash(
    _ decoder: any RowDecoder, _ header: PictureHeader, orientations: [Orientation], backgrounds: Bool
  ) throws(DecodeError) -> ExactHashes {
    let shape = try decoder.start(.full)
    let coversBackgrounds = backgrounds && shape.hasAlpha
    let keepsPlane = !orientations.isEmpty || header.needsWholePlane
    let stored = try hashStored(
      decoder, shape, atOnce: header.needsWholePlane, keepsPlane: keepsPlane, coversBackgrounds)
    let findings = decoder.finish()
    var variants = pick(stored, .original)
    for orientation in orientations {
      let turned = hashTurned(orientation, of: shape, coversBackgrounds)
      variants += pick(turned, orientation)
    }
    return ExactHashes(
      primary: stored[0].hash, variants: variants, findings: findings, hasTransparency: sawTransparency)
  }

  /// Reads and hashes every row. What is kept stays in `samples`.
  private func hashStored(
    _ decoder: any RowDecoder, _ shape: RowShape, atOnce: Bool, keepsPlane: Bool, _ coversBackgrounds: Bool
  ) throws(DecodeError) -> [(background: Background, hash: QualifiedHash)] {
    let batch = atOnce ? shape.height : min(Self.batchRowCount, shape.height)
    grow(&samples, to: (keepsPlane ? shape.height : batch) * shape.rowByteCount)
    sawTransparency = false
    rowHasher.begin(shape, coversBackgrounds: coversBackgrounds)
    var y = 0
    while y < shape.height {
      let offset = keepsPlane ? y : 0
      let capacity = min(batch, shape.height - y)
      let count = try decoder.read(into: &samples, rowOffset: offset, rowCapacity: capacity)
      precondition(count > 0, "a decoder delivers rows until the last one")
      let bytes = offset * shape.rowByteCount..<(offset + count) * shape.rowByteCount
      take(samples.span.extracting(bytes), rowCount: count, shape)
      y += count
    }
    return rowHasher.finish()
  }

  private func take(_ rows: Span<UInt8>, rowCount: Int, _ shape: RowShape) {
    rowHasher.append(rows, rowCount: rowCount)
    guard shape.hasAlpha, !sawTransparency else { return }
    sawTransparency = hasTransparentPixel(rows, channelCount: shape.channelCount)
  }

  /// Hashes the kept samples laid down in another orientation.
  private func hashTurned(
    _ orientation: Orientation, of shape: RowShape, _ coversBackgrounds: Bool
  ) -> [(background: Background, hash: QualifiedHash)] {
    let turned = TurnedRows(orientation, of: shape)
    grow(&turnedRows, to: Self.batchRowCount * turned.shape.rowByteCount)
    rowHasher.begin(turned.shape, coversBackgrounds: coversBackgrounds && sawTransparency)
    for y in stride(from: 0, to: turned.shape.height, by: Self.batchRowCount) {
      let range = y..<min(y + Self.batchRowCount, turned.shape.height)
      var target = turnedRows.mutableSpan
      turned.copy(range, from: samples.span, to: &target)
      let rows = turnedRows.span.extracting(0..<range.count * turned.shape.rowByteCount)
      rowHasher.append(rows, rowCount: range.count)
    }
    return rowHasher.finish()
  }

  /// As variants; those over a background only where something was transparent, since they are equal otherwise.
  private func pick(
    _ hashes: [(background: Background, hash: QualifiedHash)], _ orientation: Orientation
  ) -> [PictureVariant] {
    hashes.compactMap { background, hash in
      let isPrimary = orientation == .original && background == .ignored
      if isPrimary || background != .ignored && !sawTransparency { return nil }
      return PictureVariant(orientation: orientation, background: background, hash: hash, isExact: true)
    }
  }

  private func grow(_ array: inout [UInt8], to count: Int) {
    if array.count < count { array = [UInt8](repeating: 0, count: count) }
  }
}

/// What the exact path found.
struct ExactHashes {
  var primary: QualifiedHash
  var variants: [PictureVariant]
  var findings: DecodeFindings
  var hasTransparency: Bool
}
