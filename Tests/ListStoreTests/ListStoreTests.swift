import Foundation
import GRDB
import TestSupport
import Testing

@testable import ListStore

/// How a store stands on the disk, and how it is opened.
@Suite struct ListStoreTests {
  @Test func nobodyElseMayReadAnyOfIt() throws {
    let test = try TestStore(.own())
    let names = try FileManager.default.contentsOfDirectory(atPath: test.store.path).sorted()
    #expect(names == ["lists.sqlite", "lists.sqlite-shm", "lists.sqlite-wal"])
    #expect(try permissions(test.store.path) == 0o700)
    for name in names { #expect(try permissions("\(test.store.path)/\(name)") == 0o600, "\(name)") }
  }

  /// GRDB's own way to WAL would leave `synchronous` at NORMAL, without a word.
  @Test func whatIsAcknowledgedIsOnTheDisk() throws {
    let test = try TestStore()
    for store in [test.store, try ListStore(opening: test.store.path)] {
      let (journal, synchronous, foreignKeys) = try store.queue.read {
        (
          try String.fetchOne($0, sql: "PRAGMA journal_mode"),
          try Int.fetchOne($0, sql: "PRAGMA synchronous"),
          try Int.fetchOne($0, sql: "PRAGMA foreign_keys")
        )
      }
      #expect(journal == "wal")
      #expect(synchronous == 2, "FULL")
      #expect(foreignKeys == 1)
    }
  }

  @Test func sortsStayInTheFolder() throws {
    let test = try TestStore()
    let place = try test.store.queue.read { try String.fetchOne($0, sql: "PRAGMA temp_store_directory") }
    #expect(place?.hasPrefix("/tmp/matchd-") == true)
    #expect(place?.hasSuffix("/store") == true)
  }

  @Test func aFolderOfOthersIsLeftAlone() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path("open"), withIntermediateDirectories: false,
      attributes: [.posixPermissions: 0o755])
    let error = #expect(throws: StoreError.self) { try create(folder.path("open")) }
    #expect(error?.check == .privacy)
    #expect(try permissions(folder.path("open")) == 0o755)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("open")).isEmpty)
  }

  @Test func aPrivateFolderIsTaken() throws {
    let folder = try TemporaryFolder()
    #expect(try create(folder.path).lists.isEmpty)
  }

  @Test func aStoreIsNeverReplaced() throws {
    let test = try TestStore(.own())
    let error = #expect(throws: StoreError.self) { try create(test.store.path) }
    #expect(error?.check == .vacant)
    #expect(try test.store.lists.map(\.name) == ["own"])
  }

  @Test func whatIsNotThereIsSaid() throws {
    let folder = try TemporaryFolder()
    let error = #expect(throws: StoreError.self) { try ListStore(opening: folder.path("none")) }
    #expect(error?.check == .present)
    #expect(error?.description.contains("matchd list init") == true)
  }

  @Test func whatIsNoStoreIsSaid() throws {
    let folder = try TemporaryFolder()
    _ = try folder.file("lists.sqlite", String(repeating: "something else ", count: 500))
    let error = #expect(throws: StoreError.self) { try ListStore(opening: folder.path) }
    #expect(error?.check == .intact)
  }

  /// Two connections, as two processes have them, write in turn; none loses anything.
  @Test func severalWriteAtTheSameTime() throws {
    let test = try TestStore(.own())
    let others = try (0..<4).map { _ in try ListStore(opening: test.store.path) }
    DispatchQueue.concurrentPerform(iterations: 4) { writer in
      for number in 0..<10 {
        let entry = NewEntry(
          id: "\(writer)-\(number)", content: EntryContent(hashes: [StoredHash(hash(10 * writer + number))]))
        do {
          _ = try others[writer].add(entry, to: "own", by: TestStore.author)
        } catch {
          Issue.record(error)
        }
      }
    }
    #expect(try test.store.statistics.lists.map(\.entryCount) == [40])
    #expect(try test.store.check() == 40)
  }

  private func create(_ path: String) throws(StoreError) -> ListStore {
    try ListStore.create(at: path, by: TestStore.author)
  }

  private func permissions(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }
}
