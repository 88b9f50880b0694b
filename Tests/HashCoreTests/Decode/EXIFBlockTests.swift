import Testing

@testable import HashCore

/// The orientation tag in EXIF blocks as cameras, careless writers and attackers make them.
struct EXIFBlockTests {
  private func block(bigEndian: Bool, entries: [(tag: Int, type: Int, value: Int)], directory: Int = 8)
    -> [UInt8]
  {
    func bytes(_ value: Int, _ count: Int) -> [UInt8] {
      let little = (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
      return bigEndian ? little.reversed() : little
    }
    var out: [UInt8] = bigEndian ? [0x4D, 0x4D] : [0x49, 0x49]
    out += bytes(42, 2) + bytes(directory, 4) + bytes(entries.count, 2)
    for entry in entries {
      let size = entry.type == 3 ? 2 : 4
      out += bytes(entry.tag, 2) + bytes(entry.type, 2) + bytes(1, 4)
      out += bytes(entry.value, size) + [UInt8](repeating: 0, count: 4 - size)
    }
    return out
  }

  private func tag(_ block: [UInt8]) -> Int? { EXIFBlock.orientationTag(of: block.span.bytes) }

  @Test(
    "the tag is read in both byte orders, as a 16-bit or 32-bit number", arguments: [true, false], [3, 4])
  func values(bigEndian: Bool, type: Int) {
    for value in 1...8 {
      let entries = [(tag: 256, type: 4, value: 640), (tag: 274, type: type, value: value)]
      #expect(tag(block(bigEndian: bigEndian, entries: entries)) == value)
    }
  }

  @Test("values and types that mean nothing are no orientation")
  func nonsense() {
    for (type, value) in [(3, 0), (3, 9), (3, 65535), (4, -1), (2, 1), (7, 6)] {
      #expect(tag(block(bigEndian: true, entries: [(tag: 274, type: type, value: value)])) == nil)
    }
    #expect(tag(block(bigEndian: false, entries: [])) == nil)
    #expect(tag(Array("IIxx".utf8)) == nil)
  }

  @Test("every cut of a block, and every offset outside it, is no orientation")
  func bounds() {
    let whole = block(bigEndian: false, entries: [(tag: 274, type: 3, value: 6)])
    for count in 0..<whole.count - 2 { #expect(tag(Array(whole[..<count])) == nil) }
    for directory in [whole.count - 1, whole.count, 0x7FFF_FFFF, 0xFFFF_FFFF] {
      #expect(
        tag(block(bigEndian: false, entries: [(tag: 274, type: 3, value: 6)], directory: directory)) == nil)
    }
  }
}
