import Testing

@testable import ListStore

/// A list that was made in error can go as long as nothing was ever in it.
@Suite struct ListRemovalTests {
  private func remove(_ name: String, _ test: TestStore, reason: String = "a typing error") throws {
    try test.store.remove(name, reason: reason, by: TestStore.author)
  }

  @Test func aListWithoutAPastGoes() throws {
    let test = try TestStore(.own(), StoredList(name: "oops", kind: .negative, suppression: .lists(["own"])))
    try test.store.compile(by: TestStore.author)
    try remove("oops", test)
    #expect(try test.store.lists.map(\.name) == ["own"])
    #expect(try test.store.check() == 0)
    var last = ""
    try test.store.forEachAuditLine { last = "\($0.act) \($0.list): \($0.reason)" }
    #expect(last == "remove oops: a typing error")
    let index = try StoreReader(try ListStore(opening: test.store.path), honoured: .all).index()
    #expect(index.sequence == 3)
    try test.store.create(StoredList(name: "oops", kind: .own), by: TestStore.author)
    #expect(try test.store.check() == 0)
  }

  @Test func aListThatHeldSomethingStays() throws {
    let test = try TestStore(.own(), StoredList(name: "named", kind: .own))
    try test.add("1", hash(1))
    try test.review(.withdraw, "1")
    try test.store.create(
      StoredList(name: "n", kind: .negative, suppression: .lists(["named"])), by: TestStore.author)
    for (name, words) in [("own", "entries"), ("named", "'n'")] {
      let error = #expect(throws: StoreError.self) { try remove(name, test) }
      #expect(error?.found.contains(words) == true, "\(name)")
    }
    #expect(throws: StoreError.self) { try remove("n", test, reason: "") }
    #expect(throws: StoreError.self) { try remove("none", test) }
    #expect(try test.store.lists.count == 3)
  }
}
