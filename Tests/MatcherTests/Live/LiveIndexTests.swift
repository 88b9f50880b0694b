import ContentDigests
import HashCore
import TestSupport
import Testing

@testable import Matcher

/// An index with changes answers as an index of the entries that count.
@Suite struct LiveIndexTests {
  private struct Entry {
    var key: Key
    var hashes: [PDQHash]
    var md5: ContentDigest
    var state: EntryState
  }

  private struct Key: Hashable, Comparable {
    var list: String
    var id: String

    static func < (a: Key, b: Key) -> Bool {
      (Array(a.list.utf8), Array(a.id.utf8)).0 == Array(b.list.utf8)
        ? Array(a.id.utf8).lexicographicallyPrecedes(Array(b.id.utf8))
        : Array(a.list.utf8).lexicographicallyPrecedes(Array(b.list.utf8))
    }
  }

  /// Lists of several names, one of them without entries in the base; hashes that lie near each other, so
  /// that there are ties; digests that several have.
  private static func entry(_ key: Key, _ generator: inout SeededGenerator) -> Entry {
    let centres = (0..<4).map { PDQHash(words: (UInt64($0) << 7, 3, UInt64($0), 9)) }
    let hashes = (0...generator.below(2)).map { _ in
      centres[generator.below(4)].flipping(generator.below(6))
    }
    return Entry(
      key: key, hashes: hashes,
      md5: ContentDigest(.md5, bytes: [UInt8](repeating: UInt8(generator.below(9)), count: 16)),
      state: EntryState.allCases[generator.below(8) < 6 ? 0 : 2])
  }

  private static func index(_ entries: [Key: Entry]) throws -> HashIndex {
    try IndexFeed.index(honoured: .all) { feed in
      for list in ["a", "b", "é"] {
        try feed.beginList(IndexList(name: list))
        for key in entries.keys.filter({ $0.list == list }).sorted() {
          let entry = entries[key]!
          try feed.beginEntry(key.id, labels: ["l-\(key.id)"], state: entry.state)
          for hash in entry.hashes { try feed.add(hash) }
          try feed.add(.md5, digest: entry.md5.bytes.span)
        }
      }
    }
  }

  private static func key(_ generator: inout SeededGenerator) -> Key {
    Key(list: ["a", "b", "é"][generator.below(3)], id: "\(generator.below(60))")
  }

  /// Changes at random; what the whole says and what base and changes say must be the same.
  @Test(arguments: 0..<Proof.count(12, long: 200))
  func answersAreThoseOfAnIndexOfWhatCounts(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    var entries: [Key: Entry] = [:]
    for _ in 0..<(seed % 4 == 0 ? 0 : 80) {
      let key = Self.key(&generator)
      if key.list != "é" || seed % 2 == 0 { entries[key] = Self.entry(key, &generator) }
    }
    let base = try Self.index(entries)
    var changed: Set<Key> = []
    for _ in 0..<generator.below(50) {
      let key = Self.key(&generator)
      changed.insert(key)
      entries[key] = generator.below(3) == 0 ? nil : Self.entry(key, &generator)
    }
    let live = LiveIndex(
      base, changed: changed.map { ($0.list, $0.id) },
      added: try Self.index(entries.filter { changed.contains($0.key) }), sequence: 7)
    try compare(live, try Self.index(entries), &generator)
  }

  private func compare(_ live: LiveIndex, _ whole: HashIndex, _ generator: inout SeededGenerator) throws {
    #expect(live.entryCount == whole.entryCount)
    #expect(live.sequence == 7)
    let sizes = live.listSizes.map { [$0.list.name, "\($0.entryCount)"] }
    #expect(sizes == whole.listSizes.map { [$0.list.name, "\($0.entryCount)"] })
    let queries = (0..<40).map { _ in Self.entry(Key(list: "", id: ""), &generator).hashes[0] }
    for engine in SearchEngine.allCases {
      for distance in [0, 4, 31, 140] {
        let threshold = Threshold(distance)!
        var batch = [[HashMatch]](repeating: [], count: queries.count)
        try live.forEachMatch(for: queries, within: threshold, engine: engine, coreCount: 2) {
          batch[$0].append($1)
          return true
        }
        for (query, found) in zip(queries, batch) {
          let expected = try whole.matches(for: query, within: threshold, engine: engine)
          #expect(told(found, live) == told(expected, whole))
          var single: [HashMatch] = []
          try live.forEachMatch(for: query, within: threshold, engine: engine) {
            single.append($0)
            return true
          }
          #expect(single == found)
          #expect(single == single.sorted(), "ascending numbers are the order of reports")
          let contains = try live.containsMatch(for: query, within: threshold, engine: engine)
          #expect(contains == !expected.isEmpty)
        }
      }
    }
    for query in queries {
      for count in [1, 3, 100] {
        #expect(told(live.nearest(count, to: query), live) == told(whole.nearest(count, to: query), whole))
      }
    }
    for value in UInt8(0)..<10 {
      let digest = ContentDigest(.md5, bytes: [UInt8](repeating: value, count: 16))
      #expect(live.entries(with: digest).map(live.entry) == whole.entries(with: digest).map(whole.entry))
    }
  }

  private func told(_ matches: [HashMatch], _ index: some EntrySource) -> [String] {
    matches.map { match in
      let entry = index.entry(match.entry)
      return "\(entry.list)/\(entry.id) \(entry.labels) \(index.state(of: match.entry)) \(match.distance)"
    }
  }

  /// A caller that has enough is not given more, whichever index the next match is of.
  @Test func aSearchStopsWhereItIsTold() throws {
    var generator = SeededGenerator(seed: 5)
    var entries: [Key: Entry] = [:]
    for number in 0..<20 {
      let key = Key(list: "a", id: "\(number)")
      entries[key] = Self.entry(key, &generator)
    }
    let (old, new) = (entries.filter { $0.key.id.count == 1 }, entries.filter { $0.key.id.count == 2 })
    let live = LiveIndex(try Self.index(old), changed: [], added: try Self.index(new), sequence: 1)
    let query = PDQHash(words: (0, 3, 0, 9))
    for limit in 1...20 {
      var count = 0
      try live.forEachMatch(for: query, within: Threshold(256)!, engine: .auto) { _ in
        count += 1
        return count < limit
      }
      #expect(count == limit)
      var places: [Int] = []
      try live.forEachMatch(
        for: [query, query], within: Threshold(256)!, engine: .auto, coreCount: 1
      ) { place, _ in
        places.append(place)
        return places.count < limit + 20
      }
      #expect(places == [Int](repeating: 0, count: 20) + [Int](repeating: 1, count: limit))
    }
  }

  /// What answers cannot honour is refused here as in a file.
  @Test func anIndexInMemoryIsRefusedLikeAFile() throws {
    let error = #expect(throws: IndexError.self) {
      try IndexFeed.index { feed in try feed.beginList(IndexList(name: "n", kind: .negative)) }
    }
    #expect(error?.check == .requiredFeatures)
  }
}
