/// The chunks of a PNG, to be changed and written again.
struct PNGChunks {
  struct Chunk: Equatable {
    var name: String
    var payload: [UInt8]
    /// Bits by which the checksum is wrong.
    var checksumError: UInt32 = 0
  }

  var chunks: [Chunk] = []

  init(_ bytes: [UInt8]) {
    var place = 8
    while place + 12 <= bytes.count {
      let length = bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
      let name = String(decoding: bytes[place + 4..<place + 8], as: UTF8.self)
      chunks.append(Chunk(name: name, payload: Array(bytes[place + 8..<place + 8 + length])))
      place += 12 + length
    }
  }

  /// The places of the chunks with a name.
  func places(_ name: String) -> [Int] { chunks.indices.filter { chunks[$0].name == name } }

  /// With right checksums, but for those that shall be wrong.
  var bytes: [UInt8] {
    chunks.reduce(into: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { bytes, chunk in
      let body = Array(chunk.name.utf8) + chunk.payload
      bytes +=
        Self.bytes(of: UInt32(chunk.payload.count)) + body
        + Self.bytes(of: Self.crc32(body) ^ chunk.checksumError)
    }
  }

  static func bytes(of number: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }

  private static func crc32(_ bytes: [UInt8]) -> UInt32 {
    var sum = ~UInt32(0)
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 0 ? sum >> 1 : (sum >> 1) ^ 0xedb8_8320 }
    }
    return ~sum
  }
}
