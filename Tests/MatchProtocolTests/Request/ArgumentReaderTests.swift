import Testing

@testable import MatchProtocol

@Suite struct ArgumentReaderTests {
  private func reader(_ text: String) -> ArgumentReader {
    ArgumentReader(RequestLine(Array("VERB \(text)".utf8)))
  }

  /// What `body` complains of, `nil` if of nothing.
  private func complaint(
    _ reader: inout ArgumentReader, _ body: (inout ArgumentReader) throws(ProtocolError) -> Void
  ) -> String? {
    do throws(ProtocolError) {
      try body(&reader)
      return nil
    } catch {
      return error.message
    }
  }

  private func leftOver(_ reader: ArgumentReader) -> String? {
    var reader = reader
    return complaint(&reader) { (reader) throws(ProtocolError) in try reader.finish() }
  }

  @Test func valuesAreReadByName() throws {
    var reader = reader("b=2 a=%20x c=yes d=fd e=9")
    let bytes = reader.readBytes("a")
    let number = try reader.readInteger("b", in: 0...2)
    let flags = [try reader.readFlag("c", word: "yes"), try reader.readFlag("missing", word: "yes")]
    let texts = [try reader.readText("d"), try reader.readText("missing")]
    let count = try reader.readCount("e")
    #expect(bytes == [32, 120] && number == 2 && count == 9)
    #expect(flags == [true, false])
    #expect(texts == ["fd", nil])
    #expect(leftOver(reader) == nil)
  }

  @Test func leftOverKeysAndWordsAreNamedInTheirOrder() {
    var reader = reader("word a=1 b=2")
    #expect(leftOver(reader) == "VERB has no key a=")
    _ = reader.readBytes("a")
    #expect(leftOver(reader) == "VERB has no key b=")
    _ = reader.readBytes("b")
    #expect(leftOver(reader) == "expected no argument word after VERB")
    let words = reader.readWords()
    #expect(words.map(Array.init) == [Array("word".utf8)])
    #expect(leftOver(reader) == nil)
  }

  @Test func oneWordIsReadOnlyWhereItStandsAlone() {
    for (text, isRead) in [("fd", true), ("fd fd", false), ("fdx", false), ("", false)] {
      var reader = reader(text)
      let found = reader.readWord("fd")
      #expect(found == isRead, "\(text)")
      #expect((leftOver(reader) == nil) == (isRead || text.isEmpty), "\(text)")
    }
  }

  @Test(arguments: ["a=3", "a=-1", "a=", "a=1x", "a=1000000000000000"]) func numbersStayInRange(text: String)
  {
    var reader = reader(text)
    let complaint = complaint(&reader) { (reader) throws(ProtocolError) in
      _ = try reader.readInteger("a", in: 0...2)
    }
    #expect(complaint == "expected a= 0 to 2, found \(text.dropFirst(2))")
  }

  @Test func longValuesAreShortenedInMessages() {
    var reader = reader("a=" + String(repeating: "y", count: 41))
    let complaint = complaint(&reader) { (reader) throws(ProtocolError) in
      _ = try reader.readChoice("a", StatsFormat.self)
    }
    #expect(complaint == "expected a=lines|prometheus, found \(String(repeating: "y", count: 40))...")
  }
}
