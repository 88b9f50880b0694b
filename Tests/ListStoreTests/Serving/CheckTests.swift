import ContentDigests
import Foundation
import HashCore
import Matcher
import TestSupport
import Testing

@testable import ListStore

/// A check compares what the store says with its index and its log.
@Suite struct CheckTests {
  private func store() throws -> TestStore {
    let test = try TestStore(.own())
    for number in 1...4 {
      try test.add("\(number)", hash(number), [Label(code: "a")])
      try test.review(.confirm, "\(number)")
    }
    try test.store.compile(by: TestStore.author)
    try test.review(.withdraw, "1")
    try test.review(.dispute, "2")
    try test.add("5", hash(5))
    try test.review(.confirm, "5")
    #expect(try test.store.check() == 5)
    return test
  }

  private func fault(_ test: TestStore) -> StoreError? {
    #expect(throws: StoreError.self) { try test.store.check() }
  }

  @Test func anEntryThatNobodyChangedIsAsItsLastActLeftIt() throws {
    for change in [
      "UPDATE entry_rows SET pdq = zeroblob(32) WHERE source_id = '3'",
      "DELETE FROM entry_labels WHERE entry = 3",
      "UPDATE entry_rows SET source_id = 'x' WHERE source_id = '5'",
    ] {
      let test = try store()
      try test.tamper(change)
      #expect([.audit, .index].contains(fault(test)?.check), "\(change)")
    }
    let uncompiled = try TestStore(.own())
    try uncompiled.add("1", hash(1))
    try uncompiled.tamper("UPDATE entry_rows SET pdq = zeroblob(32)")
    #expect(fault(uncompiled)?.check == .audit)
  }

  @Test func anIndexThatIsAnotherIsFound() throws {
    let (test, other) = (try store(), try store())
    let path = "\(test.store.path)/index-1"
    try FileManager.default.removeItem(atPath: path)
    #expect(try test.store.check() == 5, "one that is gone is missed by nobody")
    try other.review(.reinstate, "1")
    try other.store.compile(by: TestStore.author)
    try FileManager.default.copyItem(atPath: "\(other.store.path)/index-2", toPath: path)
    #expect(fault(test)?.check == .index)
    try test.store.compile(by: TestStore.author)
    #expect(try test.store.check() == 5)
  }

  /// Whoever writes an entry into the tables has written it into no index.
  @Test func anEntryThatTheIndexLacksIsFound() throws {
    let test = try store()
    try test.tamper(
      """
      INSERT INTO entry_rows (list, source_id, said, state, label_set, pdq)
        VALUES (1, 'x', 0, 0, 1, zeroblob(32))
      """)
    let error = fault(test)
    #expect(error?.check == .index && error?.subject == "own/x")
  }

  @Test func theIndexIsItsOwnersAlone() throws {
    let test = try store()
    let attributes = try FileManager.default.attributesOfItem(atPath: "\(test.store.path)/index-1")
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }
}
