import HashCore
import Matcher
import Testing

@Suite struct HashOutputLineTests {
  private static let hex = String(repeating: "0123456789abcdef", count: 4)

  private func line(_ text: String) throws -> HashOutputLine {
    try HashOutputLine(parsing: Array(text.utf8).span, lineNumber: 4)
  }

  @Test(arguments: [
    (hex + "\t100\ta/b.jpg", 100, "a/b.jpg"), (hex + "\t7\ta%25,%0A.jpg", 7, "a%,\n.jpg"),
    (hex + "\t7\t%FF.jpg", 7, "%FF.jpg"), (hex + "\t7\ta.jpg\trot90", 7, "a.jpg"),
    (hex + ",0,a,b%25.jpg", 0, "a,b%25.jpg"), (hex.uppercased() + ", 50 ,\"a b.jpg\"", 50, "a b.jpg"),
  ]) func bothProgramsAreRead(text: String, quality: Int, path: String) throws {
    let line = try line(text)
    #expect("\(line.hash)" == Self.hex)
    #expect(line.quality == quality && line.path == path)
  }

  @Test func pathsNeedNotBeUTF8() throws {
    let bytes = Array("\(Self.hex),9,".utf8) + [0x61, 0xff]
    #expect(try HashOutputLine(parsing: bytes.span, lineNumber: 1).path == "a%FF")
  }

  @Test(arguments: [
    (hex, "line 4: line: expected hash, quality and path between tabs or commas, found '"),
    (hex + "\t101\ta", "line 4: quality: expected a number from 0 to 100, found '101'"),
    (hex + "\t\ta", "line 4: quality: expected a number from 0 to 100, found ''"),
    (hex + "\t9\t", "line 4: path: expected 1 to 4096 bytes, found 0"),
    ("zz,9,a", "line 4: expected 64 hexadecimal digits, found 2"),
    ("md5:\(hex.prefix(32)),9,a", "line 4: expected a hash, found a digest"),
  ]) func badLinesSayWhatIsWrong(text: String, message: String) throws {
    let error = #expect(throws: HashLineError.self) { try line(text) }
    #expect(error?.description.hasPrefix(message) == true, "\(error?.description ?? "")")
  }

  @Test func theReaderMakesEntriesOfPaths() throws {
    var reader = HashLineReader(form: .hash)
    var start = 0
    let bytes = Array("# made today\n\(Self.hex)\t42\ta%2Cb.jpg\n".utf8)
    let line = try #require(try reader.next(in: bytes.span, from: &start))
    #expect(line.id == "a,b.jpg" && line.list == "default" && line.quality == 42)
  }

  /// Whoever forgets to say what the lines are is told.
  @Test func indexLinesNameTheOtherForm() throws {
    let bytes = Array("\(Self.hex),42,a.jpg".utf8)
    let error = #expect(throws: HashLineError.self) { try HashLine(parsing: bytes.span, lineNumber: 1) }
    #expect(error?.description.contains("--input hash") == true)
  }
}
