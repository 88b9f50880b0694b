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
  private let memory: SampleMemory
  /// The picture as `cli512` reduces it.
  private var sampled: [UInt8] = []
  private var turnedRows: [UInt8] = []
  private var sawTransparency = false
  private let variants: VariantHasher

  init(kernels: KernelTable, limits: DecodeLimits, memory: SampleMemory) {
    rowHasher = RowHasher(kernels: kernels)
    variants = VariantHasher(kernels: kernels)
    self.limits = limits
    self.memory = memory
  }

  /// The hashes of a picture that `decoder` has open, and what came to light in its rows.
  ///
  /// - Parameters:
  ///   - header: what `open` returned.
  ///   - info: what it means, its size within the limits; `unturned` is filled in.
  func hash(
    _ decoder: any RowSource, _ header: PictureHeader, _ info: inout PictureInfo, _ request: HashRequest
  ) throws(DecodeError) -> (hashes: [ViewHash], condition: PictureCondition, hasTransparency: Bool) {
    let orientations = try limits.turned(request, header, &info)
    // A large picture's memory is not kept for the small ones that follow.
    defer { memory.shrink(to: Self.keptByteCountMax) }
    let shape = try decoder.start(.full)
    sawTransparency = false
    let sampling = request.recipes.contains(.cli512) ? NearestSampling(shape) : nil
    // A picture that the sampling would leave as it is has one hash by both recipes.
    let recipes = request.recipes.all.filter { $0 == .full || sampling == nil }
    if request.variants != .none { variants.begin(shape) }
    try readPicture(
      decoder, shape, atOnce: header.comesAtOnce, request, keepsPlane: !orientations.isEmpty,
      isHashed: !recipes.isEmpty, sampling)
    let condition = decoder.finish()
    var hashes: [ViewHash] = []
    if !recipes.isEmpty {
      hashes = views(of: rowHasher.finish(), .original, recipes)
      hashes += memory.withBytes {
        keptHashes(orientations, of: shape, $0, request, recipes)
      }
    }
    if let sampling {
      let all = [.original] + orientations
      hashes += keptHashes(all, of: sampling.shape, sampled.span, request, [.cli512])
    }
    if request.variants != .none {
      let upright = request.exifOriented ? info.exifOrientation : .original
      variants.finish(request.variants, laidDown: upright, into: &hashes)
    }
    return (hashes.sorted { $0.view < $1.view }, condition, sawTransparency)
  }

  private typealias BackgroundHashes = [(background: Background, hash: QualifiedHash)]

  /// Reads the picture once: rows are hashed at full size as they come, the reduced picture is left in
  /// `sampled`.
  private func readPicture(
    _ decoder: any RowSource, _ shape: RowShape, atOnce: Bool, _ request: HashRequest, keepsPlane: Bool,
    isHashed: Bool, _ sampling: NearestSampling?
  ) throws(DecodeError) {
    var sampling = sampling
    if let sampling { grow(&sampled, to: sampling.shape.height * sampling.shape.rowByteCount) }
    if isHashed { rowHasher.begin(shape, coversBackgrounds: request.backgrounds && shape.hasAlpha) }
    try readRows(decoder, shape, atOnce: atOnce, keepsPlane: keepsPlane && isHashed) {
      rows, firstRow, rowCount in
      if isHashed { rowHasher.append(rows, rowCount: rowCount) }
      if request.variants != .none { variants.append(rows, rowCount: rowCount) }
      sampling?.sample(rows, firstRow: firstRow, rowCount: rowCount, into: &sampled)
    }
  }

  /// Hands every row to `body`, a batch or all at once. With `keepsPlane` they all stay in `memory`.
  private func readRows(
    _ decoder: any RowSource, _ shape: RowShape, atOnce: Bool, keepsPlane: Bool,
    _ body: (_ rows: Span<UInt8>, _ firstRow: Int, _ rowCount: Int) -> Void
  ) throws(DecodeError) {
    let batch = atOnce ? shape.height : shape.batchRowCount
    memory.reserve((keepsPlane ? shape.height : batch) * shape.rowByteCount)
    var y = 0
    while y < shape.height {
      let offset = keepsPlane ? y : 0
      let capacity = min(batch, shape.height - y)
      let count = try memory.write { (samples) throws(DecodeError) in
        try decoder.read(into: &samples, rowOffset: offset, rowCapacity: capacity)
      }
      precondition(count > 0, "a decoder delivers rows until the last one")
      let bytes = offset * shape.rowByteCount..<(offset + count) * shape.rowByteCount
      memory.withBytes { samples in
        let rows = samples.extracting(bytes)
        if shape.hasAlpha, !sawTransparency {
          sawTransparency = !Samples.areOpaque(rows, colourCount: shape.channelCount - 1)
        }
        body(rows, y, count)
      }
      y += count
    }
  }

  /// The hashes of kept samples laid down in each of the orientations.
  private func keptHashes(
    _ orientations: [Orientation], of shape: RowShape, _ kept: Span<UInt8>, _ request: HashRequest,
    _ recipes: [HashRecipe]
  ) -> [ViewHash] {
    var hashes: [ViewHash] = []
    for orientation in orientations {
      let found = hashKept(orientation, of: shape, kept, coversBackgrounds: request.backgrounds)
      hashes += views(of: found, orientation, recipes)
    }
    return hashes
  }

  /// Hashes kept samples laid down in an orientation.
  private func hashKept(
    _ orientation: Orientation, of shape: RowShape, _ kept: Span<UInt8>, coversBackgrounds: Bool
  ) -> BackgroundHashes {
    let turned = TurnedRows(orientation, of: shape)
    grow(&turnedRows, to: Self.turnedRowCount * turned.shape.rowByteCount)
    rowHasher.begin(turned.shape, coversBackgrounds: coversBackgrounds && sawTransparency)
    for y in stride(from: 0, to: turned.shape.height, by: Self.turnedRowCount) {
      let range = y..<min(y + Self.turnedRowCount, turned.shape.height)
      var target = turnedRows.mutableSpan
      turned.copy(range, from: kept, to: &target)
      let rows = turnedRows.span.extracting(0..<range.count * turned.shape.rowByteCount)
      rowHasher.append(rows, rowCount: range.count)
    }
    return rowHasher.finish()
  }

  /// With their views; those over a background only where something was transparent,
  /// since they are equal otherwise.
  private func views(
    of hashes: BackgroundHashes, _ orientation: Orientation, _ recipes: [HashRecipe]
  ) -> [ViewHash] {
    hashes.flatMap { background, hash in
      background != .ignored && !sawTransparency
        ? []
        : recipes.map {
          let view = PictureView(orientation: orientation, background: background, recipe: $0)
          return ViewHash(view: view, hash: hash)
        }
    }
  }

  private func grow(_ array: inout [UInt8], to count: Int) {
    guard array.count < count else { return }
    array = []  // before the new one is there, so that they never count together
    array = [UInt8](repeating: 0, count: count)
  }
}
