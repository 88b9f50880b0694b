import GRDB
import Platform

/// What does each list say, who said so, and what has been withdrawn?
///
/// The durable truth: a folder with one SQLite file. Every change is one transaction, on the disk before it
/// is acknowledged, with its line in the audit log. Several processes may have a store open and change it at
/// the same time; one waits for the other.
///
///     let store = try ListStore.create(at: "lists", by: Author(operator: "uid:1000"))
///     try store.create(StoredList(name: "own", kind: .own), by: author)
///     let outcome = try store.add(NewEntry(id: "17", hashes: [hash]), to: "own", by: author)
///
/// What is looked up is compiled from it: `EffectiveEntries` says what answers.
public final class ListStore: Sendable {
  let folder: StoreFolder
  let queue: DatabaseQueue

  /// The folder of the store.
  public var path: String { folder.path }

  /// Opens the store in a folder, and brings one from an earlier version to this one.
  public init(opening path: String) throws(StoreError) {
    folder = StoreFolder(path: path)
    try folder.checkPresence()
    try folder.checkContent()
    let folder = folder
    queue = try StoreError.wrapping(path) {
      let queue = try StoreConnection.open(folder.lists, in: folder.path)
      try StoreMigrations.check(queue, path)
      try StoreConnection.keepLog(queue)
      try StoreMigrations.run(on: queue)
      return queue
    }
  }

  /// Makes a store in a folder that does not exist yet, or that is its owner's alone and holds none. Killed
  /// on the way it leaves no store, and whoever makes one next takes it up from the beginning.
  public static func create(at path: String, by author: Author) throws(StoreError) -> ListStore {
    let folder = StoreFolder(path: path)
    let lock = try folder.make()
    defer { lock.release() }
    try StoreError.wrapping(path) {
      let queue = try StoreConnection.open(folder.making, in: path)
      try StoreConnection.keepLog(queue)
      try StoreMigrations.run(on: queue)
      try queue.write { try Act(tables: Tables(database: $0), author: author).note(.initialise) }
      try queue.close()
    }
    try folder.commitMaking()
    return try ListStore(opening: path)
  }

  /// Reads from one state of the store, whatever others do meanwhile.
  func read<Value>(_ body: (Tables) throws -> Value) throws(StoreError) -> Value {
    try StoreError.wrapping(path) { try queue.read { try body(Tables(database: $0)) } }
  }

  /// The same for a `body` that hands on what others throw.
  func pass<Value>(_ body: (Tables) throws -> Value) throws -> Value {
    do {
      return try queue.read { try body(Tables(database: $0)) }
    } catch let error as DatabaseError {
      throw StoreError(path, error)
    }
  }

  /// Does one act, all of it or nothing.
  func act<Value>(by author: Author, _ body: (Act) throws -> Value) throws(StoreError) -> Value {
    try StoreError.wrapping(path) {
      try queue.write { try body(Act(tables: Tables(database: $0), author: author)) }
    }
  }
}

/// The tables of a store, as one transaction sees them.
struct Tables {
  let database: Database
}

/// Whose command it is that changes a store.
public struct Author: Hashable, Sendable {
  /// Who ran the command, as the system knows them: `uid:1000`.
  public var `operator`: String
  /// Seconds since 1970.
  public var time: Int

  public init(operator: String, time: Int? = nil) {
    self.operator = `operator`
    self.time = time ?? Clock.unixSeconds
  }
}
