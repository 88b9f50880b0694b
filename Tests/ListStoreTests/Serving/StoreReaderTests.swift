import Foundation
import HashCore
import Matcher
import TestSupport
import Testing

@testable import ListStore

/// What is answered from a store is what the store says at that moment.
@Suite struct StoreReaderTests {
  private static let honoured: IndexFeatures = [.entryStates, .hashRecipes]

  private func reader(_ test: TestStore) throws -> StoreReader {
    StoreReader(try ListStore(opening: test.store.path), honoured: Self.honoured)
  }

  /// (list/id, state, distance) of what lies within the threshold.
  private func found(_ query: PDQHash, in index: LiveIndex, within threshold: Int = 31) throws -> [String] {
    var found: [String] = []
    try index.forEachMatch(for: query, within: Threshold(threshold)!, engine: .auto) { match in
      let entry = index.entry(match.entry)
      found.append("\(entry.list)/\(entry.id) \(index.state(of: match.entry)) \(match.distance)")
      return true
    }
    return found
  }

  @Test func aStoreThatWasNeverCompiledAnswers() throws {
    let test = try TestStore(.own())
    try test.add("1", hash(1))
    try test.review(.confirm, "1")
    let index = try reader(test).index()
    #expect(try found(hash(1), in: index) == ["own/1 confirmed 0"])
    #expect(index.generation == 0)
    #expect(index.sequence == 3)
    #expect(index.entryCount == 1)
  }

  @Test func everyActIsInTheNextAnswer() throws {
    let test = try TestStore(.own())
    for number in 1...3 { try test.add("\(number)", hash(number)) }
    for number in 1...3 { try test.review(.confirm, "\(number)") }
    let generation = try test.store.compile(by: TestStore.author)
    #expect(generation.entryCount == 3)
    let reader = try reader(test)
    #expect(try found(hash(1), in: reader.index()) == ["own/1 confirmed 0"])
    #expect(try !reader.hasChanged())
    try test.review(.withdraw, "1")
    try test.review(.dispute, "2")
    try test.add("4", hash(4))
    try test.review(.confirm, "4")
    #expect(try reader.hasChanged())
    let index = try reader.index()
    #expect(try found(hash(1), in: index).isEmpty)
    #expect(try found(hash(2), in: index) == ["own/2 disputed 0"])
    #expect(try found(hash(3), in: index) == ["own/3 confirmed 0"])
    #expect(try found(hash(4), in: index) == ["own/4 confirmed 0"])
    #expect(index.generation == 1)
    #expect(index.sequence == 11)
    #expect(index.changeCount == 4)
    try test.store.compile(by: TestStore.author)
    let compiled = try reader.index()
    #expect(compiled.generation == 2)
    #expect(compiled.changeCount == 0)
    #expect(try found(hash(2), in: compiled) == ["own/2 disputed 0"])
  }

  @Test func proposedEntriesAnswerOnlyAsLeadsOfListsThatSaySo() throws {
    var leading = StoredList.own()
    (leading.name, leading.hasProposedLeads) = ("leading", true)
    let test = try TestStore(.own(), leading)
    for list in ["own", "leading"] { try test.add("1", hash(1), to: list) }
    let reader = try reader(test)
    #expect(try found(hash(1), in: reader.index()) == ["leading/1 proposed 0"])
    try test.store.compile(by: TestStore.author)
    #expect(try found(hash(1), in: reader.index()) == ["leading/1 proposed 0"])
  }

  @Test func oldIndexesGoAndOneThatIsGoneIsMissedByNobody() throws {
    let test = try TestStore(.own())
    try test.add("1", hash(1))
    try test.review(.confirm, "1")
    for _ in 0..<3 { try test.store.compile(by: TestStore.author) }
    let names = try FileManager.default.contentsOfDirectory(atPath: test.store.path)
    #expect(names.filter { $0.hasPrefix("index-") } == ["index-3"])
    #expect(!names.contains { $0.hasPrefix("compiling") })
    let path = "\(test.store.path)/index-3"
    try FileManager.default.removeItem(atPath: path)
    #expect(try found(hash(1), in: reader(test).index()) == ["own/1 confirmed 0"])
  }

  /// An index that says something else than the store named is not answered from.
  @Test func anIndexOfAnotherStoreIsNotBelieved() throws {
    let (test, other) = (try TestStore(.own()), try TestStore(.own()))
    for (store, number) in [(test, 1), (other, 2)] {
      try store.add("\(number)", hash(number))
      try store.review(.confirm, "\(number)")
      try store.store.compile(by: TestStore.author)
    }
    let path = "\(test.store.path)/index-1"
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.copyItem(atPath: "\(other.store.path)/index-1", toPath: path)
    let index = try reader(test).index()
    #expect(try found(hash(1), in: index) == ["own/1 confirmed 0"])
    #expect(try found(hash(2), in: index).isEmpty)
  }

  /// Restored from a backup and changed since, a store must not take up an index of the time in between.
  @Test func aRestoredStoreForgetsWhatCameLater() throws {
    let test = try TestStore(.own())
    try test.add("1", hash(1))
    try test.review(.confirm, "1")
    try test.store.backUp(to: test.folder.path("backup"), by: TestStore.author)
    try test.add("2", hash(2))
    try test.review(.confirm, "2")
    try test.store.compile(by: TestStore.author)
    let path = test.folder.path("again")
    let restored = try ListStore.restore(
      from: test.folder.path("backup"), to: path, by: TestStore.author)
    try FileManager.default.copyItem(atPath: "\(test.store.path)/index-1", toPath: "\(path)/index-1")
    let index = try StoreReader(restored, honoured: Self.honoured).index()
    #expect(try found(hash(1), in: index) == ["own/1 confirmed 0"])
    #expect(try found(hash(2), in: index).isEmpty)
  }

  @Test func whatAnswersCannotHonourIsRefused() throws {
    let test = try TestStore(.own())
    let reader = StoreReader(try ListStore(opening: test.store.path), honoured: [])
    _ = try reader.index()
    try test.store.create(StoredList(name: "known-good", kind: .negative), by: TestStore.author)
    let error = #expect(throws: StoreError.self) { try reader.index() }
    #expect(error?.found.contains("negative lists") == true)
  }

  @Test func oneAtATimeCompiles() throws {
    let test = try TestStore(.own())
    _ = FileManager.default.createFile(atPath: "\(test.store.path)/compiling.lock", contents: nil)
    #expect(try test.store.compile(by: TestStore.author).number == 1, "a lock that nobody holds is none")
  }
}

/// Every answer equals a linear scan over the entries that answer, whatever happens in between.
@Suite struct StoreReaderPropertyTests {
  /// What the test itself keeps of the store, the simplest way.
  private struct Model {
    var hashes: [String: PDQHash] = [:]
    var votes: [String: Set<String>] = [:]
    var disputed: Set<String> = []
    var withdrawn: Set<String> = []

    func state(_ id: String) -> EntryState {
      if withdrawn.contains(id) { return .withdrawn }
      if disputed.contains(id) { return .disputed }
      return votes[id, default: []].count >= 2 ? .confirmed : .proposed
    }

    func answers(_ query: PDQHash) -> [String] {
      hashes.filter { [.confirmed, .disputed].contains(state($0.key)) }
        .map { (distance: $0.value.distance(to: query), id: $0.key) }
        .filter { $0.distance <= 31 }
        .sorted { ($0.distance, $0.id) < ($1.distance, $1.id) }
        .map { "\($0.id) \(state($0.id)) \($0.distance)" }
    }
  }

  @Test(arguments: 0..<Proof.count(6, long: 60))
  func everyAnswerIsThatOfALinearScan(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(1000 + seed))
    let test = try TestStore(.own(quorum: 2))
    var store = test.store
    var reader = try Self.reader(test)
    var model = Model()
    for step in 0..<Proof.count(60, long: 300) {
      switch generator.below(20) {
      case 0: _ = try store.compile(by: TestStore.author)
      case 1: store = try ListStore(opening: test.store.path)
      case 2: reader = try Self.reader(test)
      default: try Self.change(store, &model, &generator)
      }
      let index = try reader.index()
      for id in model.hashes.keys.sorted().prefix(20) {
        let query = model.hashes[id]!.flipping(generator.below(35))
        #expect(try Self.answers(query, index) == model.answers(query), "step \(step) of seed \(seed)")
      }
    }
    #expect(try store.check() == model.hashes.count)
  }

  private static func reader(_ test: TestStore) throws -> StoreReader {
    StoreReader(try ListStore(opening: test.store.path), honoured: [.entryStates])
  }

  private static func change(
    _ store: ListStore, _ model: inout Model, _ generator: inout SeededGenerator
  ) throws {
    let number = generator.below(30)
    let (id, reviewer) = ("\(number)", ["a", "b", "c"][generator.below(3)])
    if model.hashes[id] == nil {
      let hash = hash(number / 3).flipping(number % 3)
      let entry = NewEntry(id: id, content: EntryContent(hashes: [StoredHash(hash)]))
      _ = try store.add(entry, to: "own", by: TestStore.author)
      model.hashes[id] = hash
    } else {
      try review(id, Review.Decision.allCases[generator.below(4)], by: reviewer, store, &model)
    }
  }

  private static func review(
    _ id: String, _ decision: Review.Decision, by reviewer: String, _ store: ListStore, _ model: inout Model
  ) throws {
    let review = Review(decision, reviewer: reviewer, reason: "r")
    do throws(StoreError) {
      _ = try store.review(id, of: "own", review, by: TestStore.author)
      switch decision {
      case .confirm: model.votes[id, default: []].insert(reviewer)
      case .dispute: model.disputed.insert(id)
      case .withdraw: model.withdrawn.insert(id)
      case .reinstate:
        model.disputed.remove(id)
        model.withdrawn.remove(id)
      }
    } catch {
      let refused = decision == .reinstate ? [EntryState.proposed, .confirmed] : [.withdrawn]
      #expect(error.check == .state)
      #expect(refused.contains(model.state(id)), "\(decision) of an entry that is \(model.state(id))")
    }
  }

  private static func answers(_ query: PDQHash, _ index: LiveIndex) throws -> [String] {
    var found: [String] = []
    try index.forEachMatch(for: query, within: .standard, engine: .auto) { match in
      found.append("\(index.entry(match.entry).id) \(index.state(of: match.entry)) \(match.distance)")
      return true
    }
    return found
  }
}
