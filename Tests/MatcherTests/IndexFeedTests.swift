import ContentDigests
import Foundation
import HashCore
import Matcher
import TestSupport
import Testing

/// Entries fed in order give the file that entries added in any order give.
@Suite struct IndexFeedTests {
  private struct Entry {
    let list: String
    let id: String
    var labels: [String] = []
    var state = EntryState.confirmed
    var hashes: [(hash: PDQHash, view: String?)] = []
    var digests: [ContentDigest] = []
  }

  private static let lists = [
    IndexList(
      name: "known-good", kind: .negative, suppression: .lists(["partner", "absent", "own list"]),
      asOf: "2026-02-01"),
    IndexList(name: "own list", kind: .own, threshold: Threshold(24), nearThreshold: Threshold(0)),
    IndexList(name: "partner", recipes: .both),
    IndexList(name: "é", kind: .negative),
  ]

  /// Ids, labels, states, views and digests of every kind, equal hashes and digests among them, digests that
  /// differ in their last bytes alone.
  private static let entries: [Entry] = {
    var generator = SeededGenerator(seed: 81)
    let shared = (0..<5).map { _ in generator.hash() }
    return (0..<2000).map { number in
      var entry = Entry(list: lists[number * lists.count / 2000].name, id: TestIndex.id(number))
      entry.labels = number % 3 == 0 ? ["b:\(number % 4)", "a"] : []
      entry.state = EntryState.allCases[number % 7 == 0 ? number % 4 : 0]
      for view in [nil, "orientation:rot90", "frame:2"].prefix(number % 4) {
        entry.hashes.append((number % 5 == 0 ? shared[number % 3] : generator.hash(), view))
      }
      for algorithm in DigestAlgorithm.allCases where number % 4 != 1 {
        var bytes = (0..<algorithm.byteCount).map { UInt8(truncatingIfNeeded: $0 * 5 + number % 3) }
        bytes[algorithm.byteCount - 1] = UInt8(truncatingIfNeeded: number / 9)
        entry.digests.append(ContentDigest(algorithm, bytes: bytes))
      }
      return entry
    }
  }()

  private static let stamp = IndexStamp(generation: 7, sequence: 4711, asOf: "2026-02-03")

  private func feed(_ path: String, tables: IndexWriter.Tables = .ringAndBK) throws -> IndexHeader {
    var feed = try IndexFeed(to: path, Self.stamp, tables: tables)
    for list in Self.lists {
      try feed.beginList(list)
      for entry in Self.entries where entry.list == list.name {
        try feed.beginEntry(entry.id, labels: entry.labels, state: entry.state)
        for (hash, view) in entry.hashes { try feed.add(hash, view: view) }
        for digest in entry.digests { try feed.add(digest.algorithm, digest: digest.bytes.span) }
      }
    }
    return try feed.finish()
  }

  /// In any order; entries without items are left out.
  private func write(_ entries: [Entry], _ path: String) throws {
    var writer = IndexWriter()
    for list in Self.lists { writer.describe(list) }
    for entry in entries {
      for (hash, view) in entry.hashes.reversed() {
        writer.add(
          .hash(hash), list: entry.list, id: entry.id, labels: entry.labels, state: entry.state, view: view)
      }
      for digest in entry.digests {
        writer.add(.digest(digest), list: entry.list, id: entry.id, labels: entry.labels, state: entry.state)
      }
    }
    try writer.write(
      to: path, generation: Self.stamp.generation, sequence: Self.stamp.sequence, asOf: Self.stamp.asOf)
  }

  @Test func aFeedGivesTheBytesThatAWriterGives() throws {
    let folder = try TemporaryFolder()
    #expect(Self.entries.allSatisfy { !$0.hashes.isEmpty || !$0.digests.isEmpty })
    let header = try feed(folder.path("fed"))
    try write(Self.entries, folder.path("written"))
    try write(Self.entries.reversed(), folder.path("backwards"))
    let fed = try Data(contentsOf: folder.url.appending(path: "fed"))
    #expect(try fed == Data(contentsOf: folder.url.appending(path: "written")))
    #expect(try fed == Data(contentsOf: folder.url.appending(path: "backwards")))
    let index = try HashIndex.open(path: folder.path("fed"), honoured: .all)
    #expect(index.header == header)
    try index.verify()
  }

  @Test func everythingThatWasFedCanBeRead() throws {
    let folder = try TemporaryFolder()
    let header = try feed(folder.path("i"))
    #expect(header.sequence == 4711 && header.generation == 7 && header.requiredFeatures == .all)
    let index = try HashIndex.open(path: folder.path("i"), honoured: .all)
    var lists = Self.lists
    lists[0].suppression = .lists(["own list", "partner"])
    #expect(index.lists == lists)
    #expect(index.listEntryCounts == [500, 500, 500, 500])
    for (number, entry) in Self.entries.enumerated() {
      let read = EntryNumber(rawValue: UInt32(number))
      #expect(
        index.entry(read)
          == IndexEntry(list: entry.list, id: entry.id, labels: entry.labels.sorted(), state: entry.state))
      #expect(index.listNumber(of: read) == number / 500)
      for digest in entry.digests { #expect(index.entries(with: digest).contains(read)) }
    }
  }

  @Test func everyEntryHasTheRecipesOfItsList() throws {
    let folder = try TemporaryFolder()
    let hash = PDQHash(words: (1, 2, 3, 4))
    let cases: [(lists: [HashRecipes], union: HashRecipes)] = [
      ([.full], .full), ([.cli512], .cli512), ([.full, .cli512], .both), ([.cli512, .cli512], .cli512),
      ([.full, .both], .both), ([], .full),
    ]
    for (place, (recipes, union)) in cases.enumerated() {
      var feed = try IndexFeed(to: folder.path("\(place)"))
      for (number, recipes) in recipes.enumerated() {
        try feed.beginList(IndexList(name: "\(number)", recipes: recipes))
        for id in ["a", "b"] {
          try feed.beginEntry(id)
          try feed.add(hash)
        }
      }
      _ = try feed.finish()
      let index = try HashIndex.open(path: folder.path("\(place)"), honoured: .hashRecipes)
      let found = (0..<index.entryCount).map { index.recipes(of: EntryNumber(rawValue: UInt32($0))) }
      #expect(found == recipes.flatMap { [$0, $0] })
      #expect(index.recipes == union)
    }
  }

  @Test func aMatchTellsOfWhichViewItsHashIs() throws {
    let folder = try TemporaryFolder()
    _ = try feed(folder.path("i"))
    let index = try HashIndex.open(path: folder.path("i"), honoured: .all)
    #expect(index.viewNames == ["frame:2", "orientation:rot90"])
    var viewCount = 0
    for (number, entry) in Self.entries.enumerated() where number % 5 != 0 {
      for (hash, view) in entry.hashes {
        let match = HashMatch(entry: EntryNumber(rawValue: UInt32(number)), distance: 0)
        #expect(try index.matches(for: hash, within: #require(Threshold(0))).contains(match))
        #expect(index.viewName(of: match, for: hash) == view)
        viewCount += view == nil ? 0 : 1
      }
    }
    #expect(viewCount > 500)
  }

  /// An entry that has one hash as it is and in a view has it as it is.
  @Test func thePictureAsItIsGoesBeforeItsViews() throws {
    let folder = try TemporaryFolder()
    let hash = PDQHash(words: (1, 2, 3, 4))
    var feed = try IndexFeed(to: folder.path("i"))
    try feed.beginList(IndexList(name: "l"))
    for (id, views) in [("a", ["z", "y"]), ("b", ["z", nil]), ("c", [nil, nil])] {
      try feed.beginEntry(id)
      for view in views { try feed.add(hash, view: view) }
    }
    #expect(try feed.finish().referenceCount == 3)
    let index = try HashIndex.open(path: folder.path("i"), honoured: .derivedHashes)
    let matches = try index.matches(for: hash, within: .standard)
    #expect(matches.map { index.viewName(of: $0, for: hash) } == ["y", nil, nil])
  }

  @Test func whatNobodyHonoursIsRefused() throws {
    let folder = try TemporaryFolder()
    _ = try feed(folder.path("i"), tables: .bkOnly)
    for honoured in [IndexFeatures(), .entryStates, .all.subtracting(.negativeLists)] {
      let error = #expect(throws: IndexError.self) {
        try HashIndex.open(path: folder.path("i"), honoured: honoured)
      }
      #expect(error?.check == .requiredFeatures && error?.found.contains("negative lists") == true)
    }
  }

  @Test func disorderIsAnErrorAndLeavesNothing() throws {
    let folder = try TemporaryFolder()
    let (z, e) = (IndexList(name: "z"), IndexList(name: "é"))
    func check(_ steps: (inout IndexFeed) throws -> Void) throws {
      var feed = try IndexFeed(to: folder.path("i"))
      var failed: IndexError.Check?
      do { try steps(&feed) } catch let error as IndexError { failed = error.check }
      #expect(failed == .entryOrder)
    }
    try check {
      try $0.beginList(e)
      try $0.beginList(z)
    }
    try check {
      try $0.beginList(z)
      try $0.beginList(z)
    }
    for (first, second) in [("b", "a"), ("a", "a"), ("a\u{301}", "a"), ("é", "z")] {
      try check {
        try $0.beginList(z)
        try $0.beginEntry(first)
        try $0.beginEntry(second)
      }
    }
    #expect(try folder.names == [])
  }

  @Test func listsWithoutEntriesAndFilesWithoutListsOpen() throws {
    let folder = try TemporaryFolder()
    #expect(try IndexFeed(to: folder.path("nothing")).finish().listCount == 0)
    try HashIndex.open(path: folder.path("nothing")).verify()
    var feed = try IndexFeed(to: folder.path("lists"))
    for name in ["a", "b", "c"] {
      try feed.beginList(IndexList(name: name))
      if name == "b" { try feed.beginEntry("x") }
    }
    _ = try feed.finish()
    let index = try HashIndex.open(path: folder.path("lists"))
    try index.verify()
    #expect(index.listEntryCounts == [0, 1, 0])
    #expect(index.entry(EntryNumber(rawValue: 0)).list == "b")
  }
}
