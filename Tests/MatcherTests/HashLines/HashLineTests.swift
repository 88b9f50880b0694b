import HashCore
import Matcher
import Testing

@Suite struct HashLineTests {
  private static let hex = String(repeating: "0123456789abcdef", count: 4)

  private typealias Outcome = Result<HashLine, HashLineError>

  private func read(_ text: String, pieces: Int = .max) -> [Outcome] {
    var reader = HashLineReader()
    var outcomes: [Outcome] = []
    let bytes = Array(text.utf8)
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + min(pieces, bytes.count))
      let piece = bytes.span.extracting(start..<end)
      var place = 0
      while let outcome = next({ () throws(HashLineError) in try reader.next(in: piece, from: &place) }) {
        outcomes.append(outcome)
      }
      start = end
    }
    while let outcome = next({ () throws(HashLineError) in try reader.last() }) { outcomes.append(outcome) }
    return outcomes
  }

  private func next(_ line: () throws(HashLineError) -> HashLine?) -> Outcome? {
    do throws(HashLineError) { return try line().map { .success($0) } } catch { return .failure(error) }
  }

  @Test(arguments: [1, 7, Int.max]) func fieldsDefaultsAndLineEnds(pieces: Int) throws {
    let text =
      "# comment\r\n\n\(Self.hex.uppercased())\r\npdq:\(Self.hex)\tid%09\tl%2C\ta,b\n"
      + "md5:\(Self.hex.prefix(32))\t\tx"
    let lines = try read(text, pieces: pieces).map { try $0.get() }
    #expect(lines.count == 3)
    #expect(lines[0].id == "line-3" && lines[0].list == "default" && lines[0].labels.isEmpty)
    #expect(lines[1].id == "id\t" && lines[1].list == "l," && lines[1].labels == ["a", "b"])
    #expect(lines[2].id == "line-5" && lines[2].list == "x")
    #expect(lines[1].text == "pdq:\(Self.hex)\tid%09\tl%2C\ta,b")
    #expect(lines[0].query == lines[1].query)
  }

  @Test(arguments: [
    ("pdq:zz", "line 1: expected 64 hexadecimal digits, found 2"),
    (
      "pdq:" + String(repeating: "0", count: 64),
      "line 1: expected a hash, found 64 zeros, which stand for no hash"
    ),
    ("sha512:00", "line 1: expected pdq:, md5:, sha1: or sha256:, found 'sha512:'"),
    (
      "\nmd5:0g" + String(repeating: "0", count: 30),
      "line 2: expected 32 hexadecimal digits, found 'g' as digit 2"
    ),
    (hex + "\ta%2", "line 1: entry id: expected UTF-8 with percent-encoding, found 'a%2'"),
    (hex + "\ta\tb\tc\td", "line 1: line: expected at most 4 fields between tabs, found more"),
    (hex + "\ta\tb\tc,,d", "line 1: label: expected a name between commas, found nothing"),
  ]) func badLinesSayWhatIsWrong(text: String, message: String) {
    let outcomes = read(text + "\n" + Self.hex)
    #expect(outcomes.count == 2)
    guard case .failure(let error) = outcomes[0] else {
      Issue.record("no error")
      return
    }
    #expect(error.description == message)
    #expect((try? outcomes[1].get()) != nil)
  }

  /// The same lines, saved by one program or another.
  @Test(arguments: [1, 7, Int.max], ["\n", "\r\n", "\r"]) func savedOneWayOrAnother(
    pieces: Int, lineEnd: String
  ) throws {
    let lines = [
      "\u{feff}  PDQ:\(Self.hex.uppercased())  ", "  # a comment", "",
      "\"pdq:\(Self.hex)\"\t\" an \"\"id\"\" \"\t list \t\"a, b\"",
      "Md5:\(Self.hex.prefix(32).uppercased())\t\"\"\t", " \t\t ", "", "",
    ]
    let read = try read(lines.joined(separator: lineEnd), pieces: pieces).map { try $0.get() }
    let plain = try read.map { line in try #require(try self.read(line.text).first?.get()) }
    #expect(read == plain)
    #expect(read.map(\.id) == ["line-1", " an \"id\" ", "line-5"])
    #expect(read.map(\.list) == ["default", "list", "default"])
    #expect(read.map(\.labels) == [[], ["a", "b"], []])
    #expect(read[0].query == read[1].query)
  }

  @Test(
    arguments: [
      ([0xff, 0xfe, 0x70, 0, 0x64, 0, 0x0a, 0], "UTF-16LE"), ([0x70, 0, 0x64, 0, 0x0a, 0], "UTF-16LE"),
      ([0xfe, 0xff, 0, 0x70, 0, 0x64, 0, 0x0a], "UTF-16BE"), ([0, 0x70, 0, 0x64, 0, 0x0a], "UTF-16BE"),
    ] as [([UInt8], String)]) func otherEncodingsAreNamed(bytes: [UInt8], name: String) throws
  {
    var reader = HashLineReader()
    var start = 0
    let error = #expect(throws: HashLineError.self) { try reader.next(in: bytes.span, from: &start) }
    let message = try #require(error?.description)
    #expect(message.contains("found \(name); convert it: iconv -f \(name) -t UTF-8"))
  }

  @Test func linesCarryTheNumberOfTheirFile() throws {
    var reader = HashLineReader(idPrefix: "line-3.")
    var start = 0
    let bytes = Array("\n\(Self.hex)\n".utf8)
    #expect(try reader.next(in: bytes.span, from: &start)?.id == "line-3.2")
  }

  @Test func namesSurviveTheirEncoding() {
    for name in [
      "plain", " ", "\"", "\"quoted\"", " a ", "a \" b", "a\tb,c%d\r\n", "\u{1}\u{7f}\u{85}ü", "日本",
    ] {
      let encoded = HashLineEscaping.encoded(name)
      #expect(!encoded.utf8.contains { $0 < 0x20 || $0 == 0x2c || $0 == 0x7f })
      #expect(HashLineEscaping.decoded(Array(encoded.utf8).span) == name)
      let line = HashLine(query: .hash(PDQHash(Self.hex)!), id: name, list: name, labels: [name])
      #expect(read(line.text) == [.success(line)])
    }
  }
}
