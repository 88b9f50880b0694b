import TestSupport
import Testing

@testable import ListFormats

@Suite struct XMLTokenizerTests {
  private func tokens(_ bytes: [UInt8], cutAt cut: Int) -> (tokens: [XMLToken], error: ImportError?) {
    var tokenizer = XMLTokenizer()
    var found: [XMLToken] = []
    do throws(ImportError) {
      for piece in [Array(bytes[..<cut]), Array(bytes[cut...])] {
        var start = 0
        while let token = try tokenizer.next(in: piece.span, from: &start) { found.append(token) }
      }
      try tokenizer.finish()
      return (found, nil)
    } catch {
      return (found, error)
    }
  }

  /// What every way to cut the text gives.
  private func tokens(_ text: String) -> (tokens: [XMLToken], error: ImportError?) {
    let bytes = Array(text.utf8)
    let whole = tokens(bytes, cutAt: 0)
    for cut in 0...bytes.count {
      let other = tokens(bytes, cutAt: cut)
      #expect(other.tokens == whole.tokens && other.error == whole.error, "\(text) cut at \(cut)")
    }
    return whole
  }

  @Test func aTextIsTakenApart() {
    let text = """
      <?xml version="1.0"?><!-- a > b -->
      <n:a x='1 > 2' n:y = "&lt;&#65;&#x42;">t&amp;<b/><![CDATA[<&]]]>u</n:a >
      <!-- the end -->
      """
    let (tokens, error) = tokens(text)
    #expect(error == nil)
    #expect(
      tokens == [
        .start(name: "a", attributes: ["x": "1 > 2", "n:y": "<AB"]), .text("t&"),
        .start(name: "b", attributes: [:]),
        .end(name: "b"), .text("<&]u"), .end(name: "a"),
      ])
  }

  @Test(arguments: [
    ("<!DOCTYPE a><a/>", ImportError.documentType(byte: 2)),
    ("<a><!ENTITY b 'c'></a>", .documentType(byte: 5)),
    ("<a><!ELEMENT b></a>", .documentType(byte: 5)), ("<!doctype a><a/>", .documentType(byte: 2)),
    ("<a>&b;</a>", .entity(byte: 6, name: "b")), ("<a x='&b;'/>", .entity(byte: 11, name: "b")),
    ("<a>&#0;</a>", .entity(byte: 7, name: "#0")), ("<a>&#xD800;</a>", .entity(byte: 11, name: "#xD800")),
  ]) func definitionsAreRefused(text: String, error: ImportError) {
    #expect(tokens(text).error == error)
  }

  @Test(arguments: [
    "<a>", "<a", "", "<a><b></a></b>", "</a>", "<a/><b/>", "x<a/>", "<a/>x", "<a x=1/>", "<a x='1'y='2'/>",
    "<a x='1' x='2'/>", "<a x/>", "< a/>", "<a>&amp</a>", "<a>& b</a>", "<a><![CDATA[x</a>", "<!-- a",
    "<a b='c>",
    "<![CDATA[x]]><a/>", "<a><></a>",
  ]) func whatIsNotWellFormedIsAnError(text: String) { #expect(tokens(text).error != nil) }

  @Test func levelsAndTextsAreBounded() {
    let deep = String(repeating: "<a>", count: ImportLimits.depthMax + 1)
    #expect(tokens(deep).error == .tooDeep(byte: deep.utf8.count - 1, depthMax: ImportLimits.depthMax))
    let limit = ImportLimits.valueByteCountMax
    let long = Array("<a>".utf8) + [UInt8](repeating: 0x61, count: limit + 1)
    #expect(
      tokens(long, cutAt: 7).error == .tooLong(byte: limit + 3, what: "text or tag", byteCountMax: limit))
    let comment = Array("<a><!--".utf8) + [UInt8](repeating: 0x2d, count: 3 * limit) + Array("></a>".utf8)
    #expect(tokens(comment, cutAt: 7).error == nil)
  }
}
