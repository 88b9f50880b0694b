import Testing

@testable import ListFormats

@Suite struct TextDecoderTests {
  private static let texts = [
    "", "a", "ab", "abc\r\n\"x\";1", "Zoé,日本,😀\n", "{\"a\": 1}", String(repeating: "é😀", count: 40),
  ]

  private func decoded(_ bytes: [UInt8], cutAt cut: Int) -> [UInt8] {
    var decoder = TextDecoder()
    var text: [UInt8] = []
    decoder.decode(Array(bytes[..<cut]).span, into: &text)
    decoder.decode(Array(bytes[cut...]).span, into: &text)
    decoder.finish(into: &text)
    return text
  }

  private func utf16(_ text: String, lowFirst: Bool) -> [UInt8] {
    text.utf16.flatMap { unit in
      let bytes = [UInt8(truncatingIfNeeded: unit >> 8), UInt8(truncatingIfNeeded: unit)]
      return lowFirst ? bytes.reversed() : bytes
    }
  }

  @Test(arguments: texts) func everyEncodingGivesTheSameText(text: String) {
    let mark: [UInt8] = [0xef, 0xbb, 0xbf]
    let marked = "\u{feff}" + text
    let encodings = [
      Array(text.utf8), mark + text.utf8, utf16(marked, lowFirst: true), utf16(marked, lowFirst: false),
    ]
    for bytes in encodings {
      for cut in 0...bytes.count { #expect(decoded(bytes, cutAt: cut) == Array(text.utf8)) }
    }
  }

  /// Excel for one writes UTF-16 with a mark; others leave it out.
  @Test(arguments: [true, false]) func utf16WithoutAMarkIsTold(lowFirst: Bool) {
    #expect(decoded(utf16("md5;1\r\n", lowFirst: lowFirst), cutAt: 3) == Array("md5;1\r\n".utf8))
  }

  @Test func halvesOfCharactersAreNoUTF8() {
    let halves: [UInt8] = [0xff, 0xfe, 0x61, 0, 0x3d, 0xd8, 0x62, 0, 0x00, 0xde, 0x63, 0, 0x3d, 0xd8]
    for cut in 0...halves.count {
      #expect(decoded(halves, cutAt: cut) == [0x61, 0xff, 0x62, 0xff, 0x63, 0xff])
    }
    #expect(decoded([0xff, 0xfe, 0x61, 0, 0x62], cutAt: 0) == [0x61, 0xff])
  }

  @Test func whatIsNotUTF8PassesAsItIs() {
    #expect(decoded([0x61, 0xff, 0xc3, 0x0a], cutAt: 2) == [0x61, 0xff, 0xc3, 0x0a])
  }
}
