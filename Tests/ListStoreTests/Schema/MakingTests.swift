import Foundation
import GRDB
import TestSupport
import Testing

@testable import ListStore

/// A store is there whole or not at all, and whatever else stands under its name is left alone.
@Suite struct MakingTests {
  private let folder: TemporaryFolder
  private var path: String { folder.path("store") }

  init() throws {
    folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
  }

  @Test func whatAKilledMakingLeftIsTakenUp() throws {
    for name in ["lists.sqlite", "lists.sqlite.new", "lists.sqlite.new-wal", "lists.sqlite-shm"] {
      let content = name == "lists.sqlite" ? "" : "half of something"
      try Data(content.utf8).write(to: URL(filePath: "\(path)/\(name)"))
    }
    let store = try ListStore.create(at: path, by: TestStore.author)
    #expect(try store.check() == 0)
    let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    #expect(names == ["lists.sqlite", "lists.sqlite-shm", "lists.sqlite-wal"])
  }

  @Test func oneAtATimeMakesAStore() throws {
    let store = StoreFolder(path: path)
    let lock = try store.make()
    let error = #expect(throws: StoreError.self) { try ListStore.create(at: path, by: TestStore.author) }
    #expect(error?.check == .vacant)
    lock.release()
    #expect(try ListStore.create(at: path, by: TestStore.author).lists.isEmpty)
  }

  /// Looking at a file that is none of ours changes not a byte of it, and puts nothing beside it.
  @Test(arguments: ["empty", "text", "another program's", "half made"]) func whatIsNoStoreStaysAsItIs(
    kind: String
  ) throws {
    let file = URL(filePath: "\(path)/lists.sqlite")
    switch kind {
    case "empty": try Data().write(to: file)
    case "text": try Data("something else".utf8).write(to: file)
    default:
      let queue = try DatabaseQueue(path: file.path)
      try queue.write { database in
        if kind == "half made" {
          try database.execute(sql: SchemaVersion1.sql)
        } else {
          try database.execute(sql: "CREATE TABLE notes (text TEXT)")
        }
      }
      try queue.close()
    }
    let before = try Data(contentsOf: file)
    let error = #expect(throws: StoreError.self) { try ListStore(opening: path) }
    #expect(error?.check == .intact)
    #expect(try Data(contentsOf: file) == before)
    #expect(try FileManager.default.contentsOfDirectory(atPath: path) == ["lists.sqlite"])
  }
}
