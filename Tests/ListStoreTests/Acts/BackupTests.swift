import Foundation
import TestSupport
import Testing

@testable import ListStore

/// Copies of a store, and stores of copies.
@Suite struct BackupTests {
  @Test func aBackupGivesTheSameStore() throws {
    let test = try TestStore(.own(quorum: 2))
    try test.add("1", hash(1), [Label(code: "review")])
    try test.add("2", hash(2))
    try test.review(.withdraw, "2")
    let path = test.folder.path("backup")
    try test.store.backUp(to: path, by: TestStore.author)
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    let restored = try ListStore.restore(from: path, to: test.folder.path("again"), by: TestStore.author)
    #expect(try restored.entry("1", of: "own").0 == test.store.entry("1", of: "own").0)
    #expect(try restored.entry("2", of: "own").0.state == .withdrawn)
    #expect(try restored.check() == 2)
    #expect(try test.folder.names == ["again", "backup", "store"])
  }

  @Test func nothingIsReplaced() throws {
    let test = try TestStore(.own())
    let taken = try test.folder.file("taken", "mine").path
    let error = #expect(throws: StoreError.self) { try test.store.backUp(to: taken, by: TestStore.author) }
    #expect(error?.check == .backup)
    #expect(try String(contentsOfFile: taken, encoding: .utf8) == "mine")
    try test.store.backUp(to: test.folder.path("backup"), by: TestStore.author)
    let other = #expect(throws: StoreError.self) {
      try ListStore.restore(from: test.folder.path("backup"), to: test.store.path, by: TestStore.author)
    }
    #expect(other?.check == .vacant)
    #expect(try test.store.lists.map(\.name) == ["own"])
  }

  @Test func whatIsNoBackupMakesNoStore() throws {
    let folder = try TemporaryFolder()
    let start = "SQLite format 3\0" + String(repeating: "x", count: 5000)
    for (name, content) in [("text", "no backup"), ("damaged", start)] {
      let path = try folder.file(name, content).path
      let error = #expect(throws: StoreError.self) {
        try ListStore.restore(from: path, to: folder.path("store-\(name)"), by: TestStore.author)
      }
      #expect(error?.check == .intact, "\(name)")
      #expect(throws: StoreError.self) { try ListStore(opening: folder.path("store-\(name)")) }
    }
  }

  /// A store whose states say something else than its votes is not whole.
  @Test func stateThatNobodyVotedForIsFound() throws {
    let test = try TestStore(.own(quorum: 2))
    try test.add("1", hash(1))
    #expect(try test.store.check() == 1)
    try test.tamper("UPDATE entry_rows SET state = 0")
    let error = #expect(throws: StoreError.self) { try test.store.check() }
    #expect(error?.check == .intact)
    #expect(error?.subject == "own/1")
  }
}
