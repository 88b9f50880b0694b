import HashCore
import Matcher
import Testing

@testable import ListStore

/// What is said of lists.
@Suite struct ListsTests {
  @Test func listsComeBackAsTheyWereMade() throws {
    let made = [
      StoredList(
        name: "a", kind: .official, threshold: Threshold(20), nearThreshold: Threshold(40), quorum: 3,
        recipes: .both, hasProposedLeads: true),
      StoredList(name: "b", kind: .own),
      StoredList(name: "c", kind: .negative, suppression: .lists(["a", "b"])),
      StoredList(name: "d", kind: .negative),
    ]
    let test = try TestStore(made[0], made[1], made[2], made[3])
    #expect(try test.store.lists == made)
    #expect(try ListStore(opening: test.store.path).list(named: "c") == made[2])
  }

  @Test func listsThatCannotBeAreRefused() throws {
    let test = try TestStore(.own())
    let wrong: [(StoredList, StoreError.Check)] = [
      (.own(), .listName), (StoredList(name: "", kind: .own), .listName),
      (StoredList(name: String(repeating: "n", count: 1025), kind: .own), .listName),
      (StoredList(name: "q", kind: .own, quorum: 0), .listSettings),
      (StoredList(name: "q", kind: .own, suppression: .lists(["own"])), .listSettings),
      (
        StoredList(name: "q", kind: .own, threshold: Threshold(31), nearThreshold: Threshold(30)),
        .listSettings
      ),
      (StoredList(name: "q", kind: .negative, suppression: .lists(["none"])), .list),
    ]
    for (list, check) in wrong {
      let error = #expect(throws: StoreError.self) { try test.store.create(list, by: TestStore.author) }
      #expect(error?.check == check, "\(list)")
    }
    #expect(try test.store.lists.map(\.name) == ["own"])
  }
}
