import Foundation
import GRDB
import TestSupport
import Testing

@testable import ListStore

/// Stores of every version that there was open, and say what they said.
@Suite struct StoreMigrationsTests {
  @Test(arguments: 1...StoreMigrations.version)
  func storesOfEarlierVersionsOpen(version: Int) throws {
    let folder = try TemporaryFolder()
    let sample = Vectors.root.appending(path: "list-store/version-\(version).sqlite")
    let store = try ListStore.restore(from: sample.path, to: folder.path("store"), by: TestStore.author)
    #expect(try store.lists.map(\.name) == ["known-good", "own", "partner"])
    let (entry, history) = try store.entry("harbour", of: "own")
    #expect(entry.state == .confirmed)
    #expect(entry.labelTexts == ["review", "site:a"])
    #expect(history.confirmationCount == 2)
    #expect(try store.entry("bridge", of: "own").0.state == .withdrawn)
    #expect(try store.entry("tower", of: "partner").0.state == .disputed)
    #expect(try store.check() == 4)
  }

  @Test func aNewerStoreIsRefusedWithWords() throws {
    let test = try TestStore(.own())
    try test.tamper("INSERT INTO grdb_migrations VALUES ('\(StoreMigrations.version + 1)')")
    let error = #expect(throws: StoreError.self) { try ListStore(opening: test.store.path) }
    #expect(error?.check == .version)
    #expect(error?.description.contains("newer") == true)
  }

  /// What no command does SQLite refuses too: a state that there is not, labels that there are not.
  @Test func rowsThatCannotBeAreRefused() throws {
    let test = try TestStore(.own())
    try test.add("1", hash(1))
    func insert(_ id: String, state: Int, labelSet: Int) throws {
      try test.tamper(
        """
        INSERT INTO entry_rows (list, source_id, said, state, label_set)
          VALUES (1, '\(id)', 0, \(state), \(labelSet))
        """)
    }
    try insert("x", state: 1, labelSet: 1)
    #expect(throws: DatabaseError.self) { try insert("y", state: 4, labelSet: 1) }
    #expect(throws: DatabaseError.self) { try insert("y", state: 1, labelSet: 99) }
    #expect(throws: DatabaseError.self) { try insert("x", state: 1, labelSet: 1) }
  }
}
