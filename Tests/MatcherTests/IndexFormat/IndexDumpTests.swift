import ContentDigests
import Foundation
import HashCore
import Matcher
import TestSupport
import Testing

/// The worked example of docs/index-format.md and the golden files of every format version that is read.
///
/// `MATCHD_WRITE_VECTORS=1 swift test --filter IndexDumpTests` writes the example anew; golden files
/// are written once.
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

  /// The lines of a file, one hash or digest each.
  private func lines(_ index: HashIndex) -> [String] {
    var lines: [String] = []
    index.forEachLine { lines.append($0.text) }
    return lines
  }

  private static let goldenLines = lines.replacing("harbour\tdemo\n", with: "harbour\tdemo\tscene:1\n")
    .split(separator: "\n").map(String.init)

  /// Files of every version that is read stay, and answer as a file of the version that is written.
  @Test(arguments: [1, 2]) func theGoldenFilesStay(version: Int) throws {
    let url = Vectors.root.appending(path: "index/golden-v\(version).mdx")
    let folder = try TemporaryFolder()
    try build(folder.path("i"), .ringAndBK)
    if version == IndexHeader.writtenFormatVersion { try keep(folder.path("i"), as: url) }
    let (golden, built) = (try HashIndex.open(path: url.path), try HashIndex.open(path: folder.path("i")))
    #expect(golden.header.formatVersion == version && golden.header.generation == 1)
    try golden.verify()
    #expect(lines(golden).sorted() == Self.goldenLines.sorted())
    #expect(lines(golden) == lines(built))
    #expect(golden.lists == built.lists && golden.lists.map(\.name) == ["demo"])
    for query in [PDQHash(words: (1, 2, 3, 4))] + Self.goldenLines.compactMap(Self.hash) {
      for engine in SearchEngine.allCases {
        for distanceMax in [0, 31, 256] {
          let threshold = try #require(Threshold(distanceMax))
          let found = try golden.matches(for: query, within: threshold, engine: engine)
          #expect(try found == built.matches(for: query, within: threshold, engine: engine))
          #expect(found.map { golden.entry($0.entry) } == found.map { built.entry($0.entry) })
        }
      }
      #expect(golden.nearest(2, to: query) == built.nearest(2, to: query))
    }
  }

  private static func hash(_ line: String) -> PDQHash? {
    line.hasPrefix("pdq:") ? PDQHash(String(line.dropFirst(4).prefix(64))) : nil
  }

  /// The same lines still give the same bytes.
  @Test func theWriterStillWritesTheGoldenFile() throws {
    let url = Vectors.root.appending(path: "index/golden-v2.mdx")
    let folder = try TemporaryFolder()
    try build(folder.path("i"), .ringAndBK)
    #expect(try Data(contentsOf: url) == Data(contentsOf: folder.url.appending(path: "i")))
  }

  /// A file with everything that lists, entries and hashes can say.
  @Test func theGoldenFileOfAStoreStays() throws {
    let url = Vectors.root.appending(path: "index/golden-v2-store.mdx")
    let folder = try TemporaryFolder()
    let stamp = IndexStamp(generation: 3, sequence: 99, asOf: "2026-01-31T00:00:00Z")
    var feed = try IndexFeed(to: folder.path("i"), stamp, tables: .bkOnly)
    try feed.beginList(IndexList(name: "harmless", kind: .negative, suppression: .lists(["partner"])))
    try feed.beginEntry("gull", state: .proposed)
    try feed.add(PDQHash(words: (1, 2, 3, 4)))
    try feed.beginList(
      IndexList(name: "partner", threshold: Threshold(24), recipes: .both, asOf: "2026-01-30"))
    try feed.beginEntry("harbour", labels: ["scene:1", "baseline"], state: .disputed)
    try feed.add(PDQHash(words: (5, 6, 7, 8)))
    try feed.add(PDQHash(words: (8, 7, 6, 5)), view: "rot90")
    try feed.add(.md5, digest: [UInt8](0..<16).span)
    _ = try feed.finish()
    try keep(folder.path("i"), as: url)
    #expect(try Data(contentsOf: url) == Data(contentsOf: folder.url.appending(path: "i")))
    let index = try HashIndex.open(path: url.path, honoured: .all)
    try index.verify()
    #expect(index.header.sequence == 99 && index.header.requiredFeatures == .all)
    #expect(index.entry(EntryNumber(rawValue: 1)).labels == ["baseline", "scene:1"])
    #expect(index.lists[1].threshold == Threshold(24) && index.viewNames == ["rot90"])
  }

  /// Writes a golden file that is not there yet, when vectors are written.
  private func keep(_ path: String, as url: URL) throws {
    if Self.isWriting && !FileManager.default.fileExists(atPath: url.path) {
      try FileManager.default.copyItem(atPath: path, toPath: url.path)
    }
  }
}
