import Kernels

/// The exact path: every row at full size, in colour, into the reference's own sums.
///
/// A picture as stored needs a batch of rows (`RowShape.batchRowCount`); one that is also turned, or
/// interlaced, its decoded samples once.
final class ExactHasher {
  /// Rows turned at a time: what the reducer takes without copying, and few, so that they stay in the cache.
  private static let turnedRowCount = 16

  /// What is kept from picture to picture at most.
  private static let keptByteCountMax = 64 << 20

  private let limits: DecodeLimits
  private let rowHasher: RowHasher
  /// A batch of rows; all rows where the picture is turned later or comes all at once.
  private var samples: [UInt8] = []
  private var sampled: [UInt8] = []
  private var turnedRows: [UInt8] = []
  private var sawTransparency = false

  init(kernels: KernelTable, limits: DecodeLimits) {
    rowHasher = RowHasher(kernels: kernels)
    self.limits = limits
  }

  /// The hashes of a picture that `decoder` has open, and what came to light in its rows.
  ///
  /// - Parameters:
  ///   - header: what `open` returned.
  ///   - info: what it means, its size within the limits.
  ///   - orientations: the turned ones asked for, without `original`.
  func hash(
    _ decoder: any RowSource, _ header: PictureHeader, _ info: PictureInfo, _ request: HashRequest,
    orientations: [Orientation]
  ) throws(DecodeError) -> (hashes: [ViewHash], condition: PictureCondition, hasTransparency: Bool) {
    let keepsSamples = header.comesAtOnce || (request.recipe == .full && !orientations.isEmpty)
    try limits.check(DecodeCost(header, keepsSamples: keepsSamples), info)
    defer { shrink() }
    let shape = try decoder.start(.full)
    sawTransparency = false
    let stored: BackgroundHashes
    var hashedShape = shape
    if request.recipe == .cli512, let sampling = NearestSampling(shape) {
      try sample(decoder, shape, atOnce: header.comesAtOnce, sampling)
      hashedShape = sampling.shape
      stored = hashKept(.original, of: hashedShape, coversBackgrounds: request.backgrounds)
    } else {
      stored = try hashStream(
        decoder, shape, atOnce: header.comesAtOnce, keepsPlane: !orientations.isEmpty,
        coversBackgrounds: request.backgrounds)
    }
    let condition = decoder.finish()
    var hashes = viewHashes(stored, .original, request.recipe)
    for orientation in orientations {
      let turned = hashKept(orientation, of: hashedShape, coversBackgrounds: request.backgrounds)
      hashes += viewHashes(turned, orientation, request.recipe)
    }
    return (hashes, condition, sawTransparency)
  }

  private typealias BackgroundHashes = [(background: Background, hash: QualifiedHash)]

  /// Reads and hashes every row as it comes.
  private func hashStream(
    _ decoder: any RowSource, _ shape: RowShape, atOnce: Bool, keepsPlane: Bool, coversBackgrounds: Bool
  ) throws(DecodeError) -> BackgroundHashes {
    rowHasher.begin(shape, coversBackgrounds: coversBackgrounds && shape.hasAlpha)
    try readRows(decoder, shape, atOnce: atOnce, keepsPlane: keepsPlane) { rows, _, rowCount in
      rowHasher.append(rows, rowCount: rowCount)
    }
    return rowHasher.finish()
  }

  /// Reads every row and leaves the reduced picture in `samples`.
  private func sample(
    _ decoder: any RowSource, _ shape: RowShape, atOnce: Bool, _ sampling: NearestSampling
  ) throws(DecodeError) {
    var sampling = sampling
    grow(&sampled, to: sampling.shape.height * sampling.shape.rowByteCount)
    try readRows(decoder, shape, atOnce: atOnce, keepsPlane: false) { rows, firstRow, rowCount in
      sampling.sample(rows, firstRow: firstRow, rowCount: rowCount, into: &sampled)
    }
    swap(&samples, &sampled)
  }

  /// Hands every row to `body`, a batch or all at once. With `keepsPlane` they all stay in `samples`.
  private func readRows(
    _ decoder: any RowSource, _ shape: RowShape, atOnce: Bool, keepsPlane: Bool,
    _ body: (_ rows: Span<UInt8>, _ firstRow: Int, _ rowCount: Int) -> Void
  ) throws(DecodeError) {
    let batch = atOnce ? shape.height : shape.batchRowCount
    grow(&samples, to: (keepsPlane ? shape.height : batch) * shape.rowByteCount)
    var y = 0
    while y < shape.height {
      let offset = keepsPlane ? y : 0
      let capacity = min(batch, shape.height - y)
      let count = try decoder.read(into: &samples, rowOffset: offset, rowCapacity: capacity)
      precondition(count > 0, "a decoder delivers rows until the last one")
      let bytes = offset * shape.rowByteCount..<(offset + count) * shape.rowByteCount
      let rows = samples.span.extracting(bytes)
      if shape.hasAlpha, !sawTransparency {
        sawTransparency = !Samples.areOpaque(rows, colourCount: shape.channelCount - 1)
      }
      body(rows, y, count)
      y += count
    }
  }

  /// Hashes the kept samples laid down in an orientation.
  private func hashKept(
    _ orientation: Orientation, of shape: RowShape, coversBackgrounds: Bool
  ) -> BackgroundHashes {
    let turned = TurnedRows(orientation, of: shape)
    grow(&turnedRows, to: Self.turnedRowCount * turned.shape.rowByteCount)
    rowHasher.begin(turned.shape, coversBackgrounds: coversBackgrounds && sawTransparency)
    for y in stride(from: 0, to: turned.shape.height, by: Self.turnedRowCount) {
      let range = y..<min(y + Self.turnedRowCount, turned.shape.height)
      var target = turnedRows.mutableSpan
      turned.copy(range, from: samples.span, to: &target)
      let rows = turnedRows.span.extracting(0..<range.count * turned.shape.rowByteCount)
      rowHasher.append(rows, rowCount: range.count)
    }
    return rowHasher.finish()
  }

  /// With their views; those over a background only where something was transparent,
  /// since they are equal otherwise.
  private func viewHashes(
    _ hashes: BackgroundHashes, _ orientation: Orientation, _ recipe: HashRecipe
  ) -> [ViewHash] {
    hashes.compactMap { background, hash in
      if background != .ignored && !sawTransparency { return nil }
      let view = PictureView(orientation: orientation, background: background, recipe: recipe)
      return ViewHash(view: view, hash: hash)
    }
  }

  private func grow(_ array: inout [UInt8], to count: Int) {
    guard array.count < count else { return }
    array = []  // before the new one is there, so that they never count together
    array = [UInt8](repeating: 0, count: count)
  }

  /// Does not keep a large picture's memory for the small ones that follow.
  private func shrink() {
    if samples.count > Self.keptByteCountMax { samples = [] }
  }
}
