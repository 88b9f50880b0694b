import ContentDigests

/// An index of format 2 without search tables, written from docs/index-format.md alone: nothing of the writer
/// under test has a part in it, so that damage can be done to any byte and sealed again.
///
/// One list, `list`, of three entries, `0`, `1` and `2`, with one hash each.
struct HandmadeIndex {
  /// In file order.
  var sections: [(kind: String, bytes: [UInt8])]
  var features: UInt64 = 0
  var viewCount: UInt64 = 0
  var suppressedCount: UInt64 = 0

  static let hashes: [[UInt8]] = (1...3).map { number in
    (0..<32).map { $0 == 31 ? UInt8(number) : UInt8(7 * $0 + number) }
  }

  init() {
    let list =
      numbers32([0, 4]) + numbers64([0]) + [0, 0, 0xff, 0xff, 0xff, 0xff, 0, 0] + numbers32([0, 0])
    sections = [
      ("IDST", Array("012".utf8)), ("ENTO", numbers32([0, 1, 2, 3])), ("ENTB", numbers64([0])),
      ("ENTA", numbers32([0, 0, 0])), ("LIST", list + numbers64([4]) + numbers32([0, 0])),
      ("ATTR", numbers32([0, 0]) + numbers64([4])), ("NAME", Array("list".utf8)), ("SUPL", []), ("VIEW", []),
      ("HASH", Self.hashes.flatMap { $0 }), ("REFO", numbers32([0, 1, 2, 3])),
      ("REFS", numbers32([0, 1, 2])),
      ("REFV", []), ("MD5D", []), ("SHA1", []), ("S256", []), ("BKTN", []),
    ]
  }

  subscript(kind: String) -> [UInt8] {
    get { sections.first { $0.kind == kind }!.bytes }
    set { sections[sections.firstIndex { $0.kind == kind }!].bytes = newValue }
  }

  /// The file, every checksum and the content digest as they should be.
  var bytes: [UInt8] {
    var file = [UInt8](repeating: 0, count: 4096)
    var checksums: [UInt32] = []
    var contentEnd = 0
    for (place, section) in sections.enumerated() {
      let blocks = stride(from: 0, to: section.bytes.count, by: 65_536).map {
        crc32c(section.bytes[$0..<min($0 + 65_536, section.bytes.count)])
      }
      checksums += blocks
      file.enter(section.kind, section.bytes, place, checksum: crc32c(numbers32(blocks)[...]))
      if section.kind == "S256" { contentEnd = file.count }
    }
    file.enter("CRCB", numbers32(checksums), sections.count, checksum: 0)
    var digester = SHA256Digester()
    digester.update(Array(file[4096..<contentEnd]).span.bytes)
    putHeader(in: &file, contentDigest: digester.finish().bytes)
    file.sealHeader()
    return file
  }

  private func putHeader(in file: inout [UInt8], contentDigest: [UInt8]) {
    file.replaceSubrange(0..<8, with: [0x8d, 0x4d, 0x44, 0x58, 0x0d, 0x0a, 0x1a, 0x0a])
    file.put(2, byteCount: 4, at: 8)
    file.put(4096, byteCount: 4, at: 12)
    file.put(UInt64(file.count), byteCount: 8, at: 16)
    file.put(features, byteCount: 8, at: 24)
    file.put(UInt64(sections.count + 1), byteCount: 4, at: 40)
    for (place, count) in [3, 3, UInt64(self["REFS"].count / 4), 0, 0, 0, 1, 1, 0].enumerated() {
      file.put(count, byteCount: 8, at: 48 + 8 * place)
    }
    file[123] = 16
    file.replaceSubrange(128..<160, with: contentDigest)
    file.put(viewCount, byteCount: 8, at: 424)
    file.put(suppressedCount, byteCount: 8, at: 432)
  }
}

extension [UInt8] {
  /// Makes the header's checksum anew.
  mutating func sealHeader() {
    precondition(count >= 4096, "a header to seal")
    put(UInt64(crc32c(self[0..<4092])), byteCount: 4, at: 4092)
  }

  fileprivate mutating func enter(_ kind: String, _ bytes: [UInt8], _ place: Int, checksum: UInt32) {
    append(contentsOf: repeatElement(0, count: (4096 - count % 4096) % 4096))
    let row = 1024 + 32 * place
    replaceSubrange(row..<row + 4, with: Array(kind.utf8))
    put(UInt64(count), byteCount: 8, at: row + 8)
    put(UInt64(bytes.count), byteCount: 8, at: row + 16)
    put(UInt64(checksum), byteCount: 4, at: row + 24)
    append(contentsOf: bytes)
  }

  /// Little-endian.
  mutating func put(_ number: UInt64, byteCount: Int, at offset: Int) {
    for byte in 0..<byteCount { self[offset + byte] = UInt8(truncatingIfNeeded: number >> UInt64(8 * byte)) }
  }
}

private func numbers32(_ numbers: [UInt32]) -> [UInt8] {
  numbers.flatMap { number in (0..<4).map { UInt8(truncatingIfNeeded: number >> UInt32(8 * $0)) } }
}

private func numbers64(_ numbers: [UInt64]) -> [UInt8] {
  numbers.flatMap { number in (0..<8).map { UInt8(truncatingIfNeeded: number >> UInt64(8 * $0)) } }
}

/// RFC 3720, appendix B.4, bit by bit.
private func crc32c(_ bytes: ArraySlice<UInt8>) -> UInt32 {
  var crc = ~UInt32(0)
  for byte in bytes {
    crc ^= UInt32(byte)
    for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0x82f6_3b78 : crc >> 1 }
  }
  return ~crc
}
