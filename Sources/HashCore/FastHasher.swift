import Kernels

/// The fast path: rows decoded at a fraction of the size, and folded taps for the size the picture has.
///
/// What comes out is near the exact hash, not equal to it; how near, the picture itself says (`FastMargin`).
/// So it is good for ruling pictures out, and anything else is answered from the exact path.
final class FastHasher {
  /// The smaller side that the decoded picture keeps at least; smaller ones differ more.
  private static let sideMin = 256

  private let limits: DecodeLimits
  private var reducer: PDQFastReducer
  private let transform: PDQTransform
  private let memory: SampleMemory

  init(kernels: KernelTable, limits: DecodeLimits, memory: SampleMemory) {
    self.limits = limits
    self.memory = memory
    reducer = PDQFastReducer(kernels: kernels)
    transform = PDQTransform(kernels: kernels)
  }

  /// By what each side is divided in decoding: the most that leaves the smaller one at 256 pixels; `nil`
  /// where that leaves its full size, which the exact path reduces as cheaply, or it has no reduced rows.
  static func scale(_ header: PictureHeader) -> Int? {
    let side = min(header.width, header.height)
    return [8, 4, 2].first { $0 <= header.reductionMax && (side + $0 - 1) / $0 >= sideMin }
  }

  /// The near hashes of a picture that `decoder` has open, `original` first, and the condition it was in:
  /// where that is not sound only the exact path may speak.
  func hash(
    _ decoder: any PictureDecoder, _ header: PictureHeader, _ info: PictureInfo, scale: Int,
    orientations: [Orientation]
  ) throws(DecodeError) -> (hashes: [FastHash], condition: PictureCondition) {
    try limits.check(DecodeCost(header, keepsSamples: false), info)
    let shape = try decoder.start(.reduced(by: scale))
    begin(header, shape, scale: scale, isTurned: !orientations.isEmpty)
    let batch = shape.batchRowCount
    let rowSize = shape.rowByteCount
    memory.reserve(batch * rowSize)
    var y = 0
    while y < shape.height {
      let capacity = min(batch, shape.height - y)
      let count = try memory.write { (samples) throws(DecodeError) in
        try decoder.read(into: &samples, rowOffset: 0, rowCapacity: capacity)
      }
      precondition(count > 0, "a decoder delivers rows until the last one")
      memory.withBytes { reducer.append(rows: $0.extracting(0..<count * rowSize), rowCount: count) }
      y += count
    }
    return (Self.hashes(&reducer, [.original] + orientations, transform), decoder.finish())
  }

  private func begin(_ header: PictureHeader, _ shape: RowShape, scale: Int, isTurned: Bool) {
    do {
      try reducer.begin(
        width: header.width, height: header.height, channelCount: shape.channelCount, scale: scale,
        isTurned: isTurned)
    } catch { preconditionFailure("the sides were checked: \(error)") }
  }

  private static func hashes(
    _ reducer: inout PDQFastReducer, _ orientations: [Orientation], _ transform: PDQTransform
  ) -> [FastHash] {
    orientations.map { reducer.hash($0, by: transform) }
  }
}
