import Kernels

/// The fast path: gray rows alone, decoded at a fraction of the size, and folded taps for the size it has.
///
/// What comes out is near the exact hash, not equal to it: on photographs at most 8 of 256 bits were seen to
/// differ. So it is good for ruling pictures out, and anything else is answered from the exact path.
final class FastHasher {
  /// The smaller side that the decoded picture keeps at least; smaller ones differ more.
  private static let sideMin = 256

  private var reducer: PDQFastReducer
  private let transform: PDQTransform
  private var samples: [UInt8] = []

  init(kernels: KernelTable) {
    reducer = PDQFastReducer(kernels: kernels)
    transform = PDQTransform(kernels: kernels)
  }

  /// By what each side is divided in decoding: the most that leaves the smaller one at 256 pixels; `nil`
  /// where the picture is too small already, or has no reduced rows.
  static func scale(_ header: PictureHeader) -> Int? {
    let side = min(header.width, header.height)
    return [8, 4, 2, 1].first { $0 <= header.reductionMax && (side + $0 - 1) / $0 >= sideMin }
  }

  /// The near hashes of a picture that `decoder` has open, `original` first, and the condition it was in:
  /// where that is not sound only the exact path may speak.
  func hash(
    _ decoder: any PictureDecoder, _ header: PictureHeader, scale: Int, orientations: [Orientation]
  ) throws(DecodeError) -> (hashes: [ViewHash], condition: PictureCondition) {
    let shape = try decoder.start(.reduced(by: scale))
    begin(header, scale: scale, isTurned: !orientations.isEmpty)
    let batch = shape.batchRowCount
    if samples.count < batch * shape.width { samples = [UInt8](repeating: 0, count: batch * shape.width) }
    var y = 0
    while y < shape.height {
      let capacity = min(batch, shape.height - y)
      let count = try decoder.read(into: &samples, rowOffset: 0, rowCapacity: capacity)
      precondition(count > 0, "a decoder delivers rows until the last one")
      reducer.append(rows: samples.span.extracting(0..<count * shape.width), rowCount: count)
      y += count
    }
    return (hashes(&reducer, [.original] + orientations), decoder.finish())
  }

  private func begin(_ header: PictureHeader, scale: Int, isTurned: Bool) {
    do {
      try reducer.begin(width: header.width, height: header.height, scale: scale, isTurned: isTurned)
    } catch { preconditionFailure("the sides were checked: \(error)") }
  }

  /// Orientations that differ in an exchange of axes share their transform.
  private func hashes(_ reducer: inout PDQFastReducer, _ orientations: [Orientation]) -> [ViewHash] {
    var known = InlineArray<4, QualifiedHash?>(repeating: nil)
    return orientations.map { orientation in
      let upright = orientation.beforeExchange
      let place = MatrixSource(upright).index
      let hash = known[place] ?? transform.hash(of: reducer.matrix(upright))
      known[place] = hash
      return ViewHash(
        view: PictureView(orientation: orientation), hash: orientation.exchangesAxes ? hash.transposed : hash)
    }
  }
}
