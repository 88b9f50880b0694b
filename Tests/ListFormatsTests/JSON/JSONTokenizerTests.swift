import TestSupport
import Testing

@testable import ListFormats

@Suite struct JSONTokenizerTests {
  /// The tokens of a text that arrives in two pieces, and the error that ended it.
  private func tokens(_ bytes: [UInt8], cutAt cut: Int) -> (tokens: [JSONToken], error: ImportError?) {
    var tokenizer = JSONTokenizer()
    var found: [JSONToken] = []
    do throws(ImportError) {
      for piece in [Array(bytes[..<cut]), Array(bytes[cut...])] {
        var start = 0
        while let token = try tokenizer.next(in: piece.span, from: &start) { found.append(token) }
      }
      while let token = try tokenizer.last() { found.append(token) }
      return (found, nil)
    } catch {
      return (found, error)
    }
  }

  /// What every way to cut the text gives.
  private func tokens(_ text: String) -> (tokens: [JSONToken], error: ImportError?) {
    let bytes = Array(text.utf8)
    let whole = tokens(bytes, cutAt: 0)
    for cut in 0...bytes.count {
      let other = tokens(bytes, cutAt: cut)
      #expect(other.tokens == whole.tokens && other.error == whole.error, "\(text) cut at \(cut)")
    }
    return whole
  }

  @Test func aTextIsTakenApart() {
    let text = #" { "a" : [ 1 , -2.5e+3, true,false ,null, [], {} ], "b\n":"é\u00e9\ud83d\ude00\"" }{}"#
    let (tokens, error) = tokens(text)
    #expect(error == nil)
    #expect(
      tokens == [
        .beginObject, .key(.text("a")), .beginArray, .number("1"), .number("-2.5e+3"), .bool(true),
        .bool(false), .null, .beginArray, .endArray, .beginObject, .endObject, .endArray,
        .key(.text("b\n")), .text(.text("éé😀\"")), .endObject, .beginObject, .endObject,
      ])
  }

  @Test(arguments: [
    ("[1", "the end of a JSON text"), ("[1,", "the end of a JSON text"), ("{\"a\"", "the end of a JSON text"),
    ("\"a", "the end of a JSON text"),
  ]) func anEndTooEarlyIsAnError(text: String, expected: String) {
    #expect(tokens(text).error == .truncated(expected: expected))
  }

  @Test(arguments: [
    ("[1,]", 3, "a JSON value", "']'"), ("[,1]", 1, "a JSON value", "','"),
    ("{1:2}", 1, "a key in quotes", "'1'"),
    ("{\"a\",1}", 4, "':'", "','"), ("{\"a\":1,}", 7, "a key in quotes", "'}'"),
    ("[1}", 2, "',' or ']'", "'}'"),
    ("{\"a\":1 \"b\"", 7, "',' or '}'", "'\"'"), ("]", 0, "a JSON value", "']'"),
    ("[tru]", 4, "a JSON value", "'tru'"),
    ("[01]", 3, "a JSON value", "'01'"), ("[1.]", 3, "a JSON value", "'1.'"),
    ("[-]", 2, "a JSON value", "'-'"),
    ("[1e]", 3, "a JSON value", "'1e'"), ("[NaN]", 1, "a JSON value", "'N'"),
    ("[1 2]", 3, "',' or ']'", "'2'"),
    ("'a'", 0, "a JSON value", "'''"), ("[/**/1]", 1, "a JSON value", "'/'"),
  ]) func whatIsNoJSONIsAnError(text: String, byte: Int, expected: String, found: String) {
    #expect(tokens(text).error == .syntax(byte: byte, expected: expected, found: found))
  }

  @Test(arguments: [
    (#""\x""#, JSONText.Fault.badEscape), (#""\ud83d""#, .badEscape), (#""\ude00""#, .badEscape),
    (#""\ud83dx""#, .badEscape), (#""\u12g4""#, .badEscape), ("\"a\tb\"", .controlCharacter),
    (#""\ud83d\n""#, .badEscape),
  ]) func aBadTextIsItsOwnFault(text: String, fault: JSONText.Fault) {
    let (tokens, error) = tokens("[\(text),1]")
    #expect(error == nil)
    #expect(tokens == [.beginArray, .text(.unreadable(fault)), .number("1"), .endArray])
  }

  @Test func bytesThatAreNoUTF8AreTheTextsFault() {
    let bytes: [UInt8] = [0x5b, 0x22, 0xff, 0x22, 0x2c, 0x22, 0xc3, 0x22, 0x5d]
    for cut in 0...bytes.count {
      let (tokens, error) = tokens(bytes, cutAt: cut)
      #expect(error == nil)
      #expect(tokens == [.beginArray, .text(.unreadable(.notUTF8)), .text(.unreadable(.notUTF8)), .endArray])
    }
  }

  @Test func levelsAndValuesAreBounded() {
    let deep = String(repeating: "[", count: ImportLimits.depthMax + 1)
    #expect(tokens(deep).error == .tooDeep(byte: ImportLimits.depthMax, depthMax: ImportLimits.depthMax))
    let long = [UInt8](repeating: 0x61, count: ImportLimits.valueByteCountMax + 1)
    let found = tokens([0x22] + long + [0x22], cutAt: 9).tokens
    #expect(found == [.text(.unreadable(.tooLong(byteCountMax: ImportLimits.valueByteCountMax)))])
    let number = tokens([UInt8](repeating: 0x31, count: 2000), cutAt: 9).error
    #expect(number == .tooLong(byte: 1024, what: "number", byteCountMax: 1024))
  }

  @Test func skippedContentIsLeftOutOfTokens() throws {
    var tokenizer = JSONTokenizer()
    tokenizer.skipsContent = true
    let bytes = Array(#"{"a":["b",12]}"#.utf8)
    var start = 0
    var found: [JSONToken] = []
    while let token = try tokenizer.next(in: bytes.span, from: &start) { found.append(token) }
    #expect(
      found == [
        .beginObject, .key(.text("a")), .beginArray, .text(.text("")), .number(""), .endArray, .endObject,
      ])
  }
}
