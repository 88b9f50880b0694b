import CBenchData
import Foundation
import HashCore
import ListStore
import Matcher

/// A store with an empty list, the files that are imported into it, and the same rows for the `sqlite3`
/// shell; in a folder that goes away with it.
final class StoreData {
  static let list = "partner"

  let folder: URL
  let count: Int
  let changeCount: Int
  let queries: [PDQHash]

  var store: String { path("store") }
  var smallStore: String { path("small") }
  var file: String { path("list.csv") }
  /// A tenth of the rows.
  var smallFile: String { path("small.csv") }
  /// Nine of ten are new, the others have another hash.
  var changeFile: String { path("changes.csv") }

  init(count: Int, changeCount: Int) throws {
    (self.count, self.changeCount) = (count, changeCount)
    folder = FileManager.default.temporaryDirectory.appending(path: "matchd-bench-store-\(getpid())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let hashes = HashList.drawn(.uniform, count: count + changeCount)
    queries = HashList.queries(.uniform, for: hashes, count: count < 100_000 ? 500 : 20_000)
    let (listed, new) = (hashes.prefix(count), hashes.suffix(changeCount))
    try write(listed, to: "list.csv")
    try write(listed.prefix(count / 10), to: "small.csv")
    try write(new, to: "changes.csv", from: count - changeCount / 10)
    try writeRows(listed)
    for path in [store, smallStore] {
      let made = try ListStore.create(at: path, by: StoreWork.author)
      try made.create(StoredList(name: Self.list, kind: .official), by: StoreWork.author)
      try made.create(StoredList(name: "own", kind: .own), by: StoreWork.author)
    }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  private func path(_ name: String) -> String { folder.appending(path: name).path }

  /// Of the SQLite file.
  var byteCount: Int {
    get throws {
      try FileManager.default.attributesOfItem(atPath: store + "/lists.sqlite")[.size] as? Int ?? 0
    }
  }

  private static func id(_ number: Int) -> String {
    let digits = String(number)
    return "e" + String(repeating: "0", count: 9 - digits.utf8.count) + digits
  }

  /// A digest of its own for each row.
  private static func digest(_ hash: PDQHash) -> Substring { "\(hash)".prefix(32) }

  private func write(_ hashes: ArraySlice<PDQHash>, to name: String, from first: Int = 0) throws {
    try write(name, header: "id,pdq,md5,labels\n", hashes) {
      "\(Self.id(first + $0)),\($1),\(Self.digest($1)),a:1\n"
    }
  }

  /// Every column of the table.
  private func writeRows(_ hashes: ArraySlice<PDQHash>) throws {
    try write("rows.csv", header: "", hashes) {
      "\($0 + 1),1,\(Self.id($0)),0,0,1,\($1),\(Self.digest($1)),,,1\n"
    }
  }

  private func write(
    _ name: String, header: String, _ hashes: ArraySlice<PDQHash>, _ line: (Int, PDQHash) -> String
  ) throws {
    try Data(header.utf8).write(to: folder.appending(path: name))
    let file = try FileHandle(forWritingTo: folder.appending(path: name))
    try file.seekToEnd()
    var text = ""
    for (number, hash) in hashes.enumerated() {
      text += line(number, hash)
      guard text.utf8.count > 1 << 20 || number == hashes.count - 1 else { continue }
      try file.write(contentsOf: Data(text.utf8))
      text = ""
    }
    try file.close()
  }
}

extension StoreData {
  /// How long somebody waited, at most, who decides something again and again while a process is at work.
  func longestWait(while work: StoreWork.Running) throws -> (longest: Double, count: Int) {
    let store = try ListStore(opening: self.store)
    var (longest, count) = (0.0, 0)
    while work.isRunning || count == 0 {
      let entry = NewEntry(
        id: "\(count)", content: EntryContent(hashes: [StoredHash(queries[count % queries.count])]))
      longest = max(
        longest, try Stopwatch.seconds { _ = try store.add(entry, to: "own", by: StoreWork.author) })
      count += 1
      usleep(50_000)
    }
    return (longest, count)
  }

  /// The shell cannot import into columns of blobs: its hashes are text, in tables that are alike otherwise.
  private static let shellTables = """
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    CREATE TABLE lists (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
    INSERT INTO lists VALUES (1, 'partner');
    CREATE TABLE entry_rows (
      id INTEGER PRIMARY KEY, list INTEGER NOT NULL REFERENCES lists (id), source_id TEXT NOT NULL,
      said INTEGER NOT NULL, state INTEGER NOT NULL, label_set INTEGER NOT NULL,
      pdq TEXT, md5 TEXT, sha1 TEXT, sha256 TEXT, first_import INTEGER, UNIQUE (list, source_id)
    ) STRICT;
    """

  private static let shellPath = "/usr/bin/sqlite3"

  /// `nil` where there is no shell.
  func importByShell() throws -> StoreWork.Figures? {
    guard FileManager.default.isExecutableFile(atPath: Self.shellPath) else { return nil }
    let database = path("shell.sqlite")
    _ = try shell(database, Self.shellTables)
    var processor = 0.0
    let seconds = try Stopwatch.seconds {
      processor = try shell(database, ".mode csv", ".import \(path("rows.csv")) entry_rows")
        .processor
    }
    let count = Int(try shell(database, "SELECT count(*) FROM entry_rows;").text) ?? 0
    return StoreWork.Figures(count: count, seconds: seconds, processorSeconds: processor, peakMegabytes: 0)
  }

  private func shell(_ arguments: String...) throws -> (text: String, processor: Double) {
    let (process, output) = (Process(), Pipe())
    process.executableURL = URL(filePath: Self.shellPath)
    process.arguments = arguments
    process.standardOutput = output
    let before = Self.childrenSeconds
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    check(process.terminationStatus == 0, "sqlite3 failed")
    let text = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    return (text, Self.childrenSeconds - before)
  }

  /// Of the processor, that processes which have ended have taken.
  private static var childrenSeconds: Double {
    var usage = rusage()
    // SAFETY: the usage is written within the call.
    unsafe getrusage(__rusage_who_t(RUSAGE_CHILDREN.rawValue), &usage)
    return [usage.ru_utime, usage.ru_stime].reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) * 1e-6 }
  }
}
