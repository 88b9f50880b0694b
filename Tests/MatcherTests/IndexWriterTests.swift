import ContentDigests
import Foundation
import HashCore
import Matcher
import TestSupport
import Testing

@Suite struct IndexWriterTests {
  private static let lines: [HashLine] = {
    let hashes = clusteredHashes(500, seed: 11)
    return hashes.enumerated().map { number, hash in
      HashLine(
        query: .hash(hash), id: "id \(number % 400)", list: number % 3 == 0 ? "zebra" : "ape, 100%",
        labels: number % 5 == 0 ? ["b:\(number % 4)", "a"] : [])
    }
      + hashes.prefix(40).enumerated().map { number, hash in
        HashLine(
          query: .digest(ContentDigest(.md5, bytes: Array(hash.description.utf8.prefix(16)))),
          id: "d\(number)")
      }
  }()

  private func build(_ lines: [HashLine], _ path: String) throws {
    var writer = IndexWriter()
    for line in lines { writer.add(line) }
    try writer.write(to: path, generation: 7, asOf: "2026-01-01T00:00:00Z")
  }

  @Test func sameEntriesSameBytesInAnyOrder() throws {
    let folder = try TemporaryFolder()
    try build(Self.lines, folder.path("a"))
    try build(Self.lines.reversed(), folder.path("b"))
    let (a, b) = (
      try Data(contentsOf: folder.url.appending(path: "a")),
      try Data(contentsOf: folder.url.appending(path: "b"))
    )
    #expect(a == b)
  }

  @Test func theDumpBuildsTheSameBytes() throws {
    let folder = try TemporaryFolder()
    try build(Self.lines, folder.path("a"))
    let index = try HashIndex.open(path: folder.path("a"))
    try index.verify()
    var text = ""
    index.forEachLine { text += $0.text + "\n" }
    try build(try hashLines(text), folder.path("b"))
    let (a, b) = (
      try Data(contentsOf: folder.url.appending(path: "a")),
      try Data(contentsOf: folder.url.appending(path: "b"))
    )
    #expect(a == b)
    #expect(index.header.generation == 7 && index.header.asOf == "2026-01-01T00:00:00Z")
  }

  @Test func aFailedWriteLeavesNothing() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      at: folder.url.appending(path: "taken/inside"), withIntermediateDirectories: true)
    let error = #expect(throws: IndexError.self) { try IndexWriter().write(to: folder.path("taken")) }
    #expect(error?.check == .writable)
    #expect(try folder.names == ["taken"])
    #expect(throws: IndexError.self) { try IndexWriter().write(to: folder.path("no/such/folder")) }
  }
}
