import HashCore

/// A format that only these tests have: binary PGM (`P5 width height 255`, then a byte a pixel), comments
/// left out. All that the library has to be told of it is in this file.
final class PGMDecoder: PictureDecoder {
  static let format = PictureFormat(name: "pgm", title: "PGM", sideMax: 2000)

  private var samples: [UInt8] = []
  private var shape = RowShape(width: 0, height: 0, channelCount: 1)
  private var row = 0
  private var presentCount = 0
  private var fullCount = 0

  static func recognises(_ bytes: RawSpan) throws(DecodeError) -> Bool {
    bytes.byteCount > 2 && bytes.unsafeLoad(as: UInt8.self) == UInt8(ascii: "P")
      && bytes.unsafeLoad(fromByteOffset: 1, as: UInt8.self) == UInt8(ascii: "5")
  }

  static func metadata(of bytes: RawSpan) -> PictureMetadata { PictureMetadata() }

  func open(_ bytes: UnsafeRawBufferPointer) throws(DecodeError) -> PictureHeader {
    let words = bytes.prefix(64).split(maxSplits: 4) { $0 <= 32 }
    let numbers = words.dropFirst().prefix(3).compactMap { Int(String(decoding: $0, as: UTF8.self)) }
    guard numbers.count == 3, numbers[2] == 255 else {
      throw DecodeError(.corrupt(expected: "three numbers, the last one 255", found: "\(numbers.count)"))
    }
    shape = RowShape(width: numbers[0], height: numbers[1], channelCount: 1)
    samples = Array(bytes[(words[3].endIndex + 1)...])
    row = 0
    return PictureHeader(width: shape.width, height: shape.height, reductionMax: 2)
  }

  func start(_ plan: DecodePlan) throws(DecodeError) -> RowShape {
    presentCount = samples.count
    fullCount = shape.width * shape.height
    let missing = max(0, fullCount - presentCount)
    samples += [UInt8](repeating: 128, count: missing)
    if plan == .reduced(by: 2) { halve() }
    return shape
  }

  /// Averages of two by two pixels; the last ones of an odd side stand alone.
  private func halve() {
    let half = RowShape(width: (shape.width + 1) / 2, height: (shape.height + 1) / 2, channelCount: 1)
    samples = (0..<half.width * half.height).map { place in
      let (x, y) = (2 * (place % half.width), 2 * (place / half.width))
      let (right, below) = (min(x + 1, shape.width - 1), min(y + 1, shape.height - 1))
      let sum = [x, right].reduce(2) {
        $0 + Int(samples[y * shape.width + $1]) + Int(samples[below * shape.width + $1])
      }
      return UInt8(sum / 4)
    }
    shape = half
  }

  func read(into rows: inout [UInt8], rowOffset: Int, rowCapacity: Int) throws(DecodeError) -> Int {
    // One row at a time, so that callers are seen to ask again.
    guard row < shape.height else { return 0 }
    let start = rowOffset * shape.width
    rows.replaceSubrange(
      start..<start + shape.width, with: samples[row * shape.width..<(row + 1) * shape.width])
    row += 1
    return 1
  }

  func finish() -> PictureCondition {
    return PictureCondition(
      trailingByteCount: max(0, presentCount - fullCount), isTruncated: presentCount < fullCount)
  }

  func close() { samples = [] }
}

extension Plane {
  /// The plane as a PGM file.
  var pgm: [UInt8] { Array("P5\n\(width) \(height)\n255\n".utf8) + samples }
}
