import Foundation
import HashCore
import Matcher
import TestSupport
import Testing

/// The worked example of docs/index-format.md and the golden file of this format version.
///
/// `MATCHD_WRITE_VECTORS=1 swift test --filter IndexDumpTests` writes the example anew; the golden file is
/// written once.
@Suite struct IndexDumpTests {
  private static let isWriting = ProcessInfo.processInfo.environment["MATCHD_WRITE_VECTORS"] == "1"

  private static let lines = """
    pdq:f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22\tharbour\tdemo\tscene:1
    md5:00112233445566778899aabbccddeeff\tharbour\tdemo
    pdq:d8f8f0cec0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22\tharbour-2\tdemo

    """

  private func build(_ path: String, _ tables: IndexWriter.Tables) throws {
    var writer = IndexWriter()
    for line in try hashLines(Self.lines) { writer.add(line) }
    try writer.write(to: path, generation: 1, asOf: "2026-01-31T00:00:00Z", tables: tables)
  }

  /// The rows of 16 bytes that are not all zeros, under the names of their sections.
  private func dump(_ bytes: [UInt8], _ header: IndexHeader) -> String {
    var text = ""
    for start in stride(from: 0, to: bytes.count, by: 16) {
      let row = bytes[start..<min(start + 16, bytes.count)]
      if let section = header.sections.first(where: { $0.offset == start && $0.byteCount > 0 }) {
        text += "\(section.kind.rawValue): \(section.byteCount) bytes\n"
      }
      if row.allSatisfy({ $0 == 0 }) { continue }
      let hex = row.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
      let shown = row.map { (0x20..<0x7f).contains($0) ? String(Unicode.Scalar($0)) : "." }.joined()
      let at = String(start, radix: 16)
      text += String(repeating: "0", count: 6 - at.count) + at + "  " + hex + "  " + shown + "\n"
    }
    return text
  }

  @Test func theWorkedExampleHolds() throws {
    let folder = try TemporaryFolder()
    try build(folder.path("i"), .bkOnly)
    let bytes = [UInt8](try Data(contentsOf: folder.url.appending(path: "i")))
    let dump = dump(bytes, try HashIndex.open(path: folder.path("i")).header)
    let block =
      "<!-- dump -->\n```\n\(Self.lines.replacing("\t", with: "<TAB>"))\n\(dump)```\n<!-- end of dump -->"
    let url = Repository.root.appending(path: "docs/index-format.md")
    let document = try String(contentsOf: url, encoding: .utf8)
    if Self.isWriting {
      let start = try #require(document.range(of: "<!-- dump -->"))
      let end = try #require(document.range(of: "<!-- end of dump -->"))
      let written = document.replacingCharacters(in: start.lowerBound..<end.upperBound, with: block)
      try written.write(to: url, atomically: true, encoding: .utf8)
    } else {
      #expect(document.contains(block))
    }
  }

  /// Files of this version are read as long as the version is, and the same lines still give the same bytes.
  @Test func theGoldenFileStays() throws {
    let url = Vectors.root.appending(path: "index/golden-v1.mdx")
    let folder = try TemporaryFolder()
    try build(folder.path("i"), .ringAndBK)
    if Self.isWriting && !FileManager.default.fileExists(atPath: url.path) {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try FileManager.default.copyItem(atPath: folder.path("i"), toPath: url.path)
    }
    let golden = try HashIndex.open(path: url.path)
    try golden.verify()
    var text = ""
    golden.forEachLine { text += $0.text + "\n" }
    let expected = Self.lines.replacing("harbour\tdemo\n", with: "harbour\tdemo\tscene:1\n").split(
      separator: "\n")
    #expect(text.split(separator: "\n").sorted() == expected.sorted())
    #expect(try Data(contentsOf: url) == Data(contentsOf: folder.url.appending(path: "i")))
  }
}
