import MatchProtocol
import Testing

@Suite struct PercentCodingTests {
  @Test func valuesHoldNoSpacesCommasOrControlCharacters() {
    #expect(PercentCoding.encode("expected 64, found 2", .value) == "expected%2064%2C%20found%202")
    #expect(PercentCoding.encode("a\u{85}\u{7f}\n%ü", .value) == "a%C2%85%7F%0A%25ü")
  }

  @Test func pathsKeepSpacesAndCommas() {
    #expect(PercentCoding.encode("/a b,c\t%", .path) == "/a b,c%09%25")
  }

  @Test func bytesThatAreNotTextAreEncoded() {
    #expect(PercentCoding.encode([97, 0xC3, 0xBC, 0xFF, 0xC3], .path) == "aü%FF%C3")
    #expect(PercentCoding.encode([0xED, 0xA0, 0x80], .path) == "%ED%A0%80")
    #expect(PercentCoding.encode([0xF0, 0x9F, 0x98], .path) == "%F0%9F%98")
  }

  @Test(arguments: [0x61C, 0x200B, 0x200E, 0x200F, 0x2028, 0x2029, 0xFE0F, 0xFEFF, 0xAD, 0x115F, 0xE0041])
  func charactersThatAreNotSeenAreEncoded(value: UInt32) throws { try expectEncoded(value) }

  @Test(arguments: Array(0x202A...0x202E) + Array(0x2066...0x2069))
  func directionsOfWritingAreEncoded(value: UInt32) throws { try expectEncoded(value) }

  private func expectEncoded(_ value: UInt32) throws {
    let text = String(try #require(Unicode.Scalar(value)))
    let escapes = text.utf8.map { "%" + String($0, radix: 16, uppercase: true) }.joined()
    for style in [PercentCoding.Style.value, .path, .words] {
      #expect(PercentCoding.encode("a\(text)b", style) == "a\(escapes)b")
    }
  }

  @Test func scriptsOfAllDirectionsAreLeftAlone() {
    let text = "שלום/مرحبا/日本語/e\u{301}😀"
    #expect(PercentCoding.encode(text, .path) == text)
  }

  @Test func wordsKeepEncodedPaths() {
    #expect(PercentCoding.encode("/a%09, 100%: \u{1B}[2J\n", .words) == "/a%09, 100%: %1B[2J%0A")
  }

  @Test func everyByteComesBack() {
    let bytes = (0...255).map { UInt8($0) } + Array("grün 😀".utf8)
    for style in [PercentCoding.Style.value, .path] {
      #expect(PercentCoding.decode(PercentCoding.encode(bytes, style).utf8) == bytes)
    }
  }

  @Test(arguments: ["%", "%2", "%2g", "a%zz"]) func badEscapesAreRefused(text: String) {
    #expect(PercentCoding.decode(text.utf8) == nil)
  }
}
