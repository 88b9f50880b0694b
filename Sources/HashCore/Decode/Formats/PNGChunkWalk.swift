/// The chunks of a PNG, walked by their lengths alone; libpng checks them.
struct PNGChunkWalk {
  private var offset: Int

  /// - Parameter offset: where a chunk begins; the first one follows the signature.
  init(from offset: Int = 8) { self.offset = offset }

  /// `nil` where no further chunk begins. The payload of the last one may reach beyond the file.
  mutating func next(in bytes: RawSpan) -> PNGChunk? {
    guard let length = bytes.integer(at: offset, byteCount: 4), offset + 8 <= bytes.byteCount else {
      return nil
    }
    defer { offset += 12 + length }
    return PNGChunk(typeOffset: offset + 4, payload: offset + 8..<offset + 8 + length)
  }
}

struct PNGChunk {
  /// Where the four letters of its type stand.
  let typeOffset: Int
  let payload: Range<Int>

  /// Of the length.
  var start: Int { typeOffset - 4 }
  /// Just beyond the checksum.
  var end: Int { payload.upperBound + 4 }

  /// Whether its type is four letters.
  func isNamed(in bytes: RawSpan) -> Bool {
    (typeOffset..<typeOffset + 4).allSatisfy { place in
      bytes.byte(at: place).map { (0x41...0x5A).contains($0 & 0xDF) } ?? false
    }
  }
}

/// Writes a PNG in memory, chunk after chunk.
struct PNGStream {
  private(set) var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// - Parameter fill: appends the payload.
  mutating func append(_ type: StaticString, _ fill: (inout [UInt8]) -> Void = { _ in }) {
    let start = bytes.count
    bytes += [0, 0, 0, 0] + Array(type.description.utf8)
    fill(&bytes)
    let length = UInt32(bytes.count - start - 8)
    bytes.replaceSubrange(start..<start + 4, with: Self.bigEndian(length))
    bytes += Self.bigEndian(Self.checksum(bytes.span.extracting((start + 4)...)))
  }

  static func bigEndian(_ number: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }

  /// The CRC-32 of PNG (annex D): polynomial 0xEDB88320, reflected.
  private static func checksum(_ bytes: Span<UInt8>) -> UInt32 {
    var value = UInt32.max
    for index in bytes.indices {
      value = checksumTable[Int(UInt8(truncatingIfNeeded: value) ^ bytes[index])] ^ (value >> 8)
    }
    return ~value
  }

  private static let checksumTable: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
  }
}
