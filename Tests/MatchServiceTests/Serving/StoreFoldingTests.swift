import HashCore
import Kernels
import ListStore
import Matcher
import Platform
import TestSupport
import Testing

@testable import MatchService

/// A daemon compiles its store when much has changed, and answers meanwhile.
@Suite struct StoreFoldingTests {
  private let folder: TemporaryFolder
  private let store: ListStore
  private static let author = Author(operator: "uid:test", time: 1_700_000_000)

  init() throws {
    folder = try TemporaryFolder()
    store = try ListStore.create(at: folder.path("store"), by: Self.author)
    try store.create(StoredList(name: "own", kind: .own, hasProposedLeads: true), by: Self.author)
  }

  private func add(_ numbers: Range<Int>) throws {
    for number in numbers {
      var random = SeededGenerator(seed: UInt64(number))
      let hash = PDQHash(words: (random.next(), random.next(), random.next(), random.next()))
      let content = EntryContent(hashes: [StoredHash(hash)])
      _ = try store.add(NewEntry(id: "\(number)", content: content), to: "own", by: Self.author)
    }
  }

  private func source(_ limits: StoreFolding.Limits) -> StoreSource {
    StoreSource(path: folder.path("store"), kernels: .best, folding: limits)
  }

  @Test func manyChangesAreCompiledAndFewAreNot() throws {
    let source = source(StoreFolding.Limits(changeCount: 4))
    try add(0..<3)
    #expect(try source.load().generation == 0)
    try add(3..<4)
    #expect(try source.load().index.entryCount == 4, "answers do not wait for it")
    #expect(try eventually { try source.load().generation == 1 })
    let loaded = try source.load()
    #expect(loaded.index.entryCount == 4 && loaded.index.sequence == 5)
    var acts: [AuditLine] = []
    try store.forEachAuditLine { acts.append($0) }
    #expect(acts.filter { $0.act == .compile }.map(\.operator) == ["daemon"], "once")
  }

  @Test func changesSinceLongAgoAreCompiled() throws {
    try add(0..<2)
    try store.compile(by: Self.author)
    let source = source(StoreFolding.Limits(age: 0))
    #expect(try source.load().generation == 1, "without changes there is nothing to compile")
    try add(2..<3)
    _ = try source.load()
    #expect(try eventually { try source.load().generation == 2 })
  }
}
