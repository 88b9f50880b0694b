import GRDB
import Platform

/// How a store's SQLite file is opened.
enum StoreConnection {
  /// Seconds to wait for another process that writes.
  static let patience = 10

  /// Milliseconds between two tries to be let in: SQLite's own way asks ever more seldom, and whoever writes
  /// again and again, with short pauses, would keep it waiting.
  static let askingInterval: UInt64 = 2

  /// A connection to the file at `path`, which exists. Opening changes nothing in it, whatever it is.
  ///
  /// What SQLite sorts on the disk it sorts in `folder`, not in a folder that others may read.
  static func open(_ path: String, in folder: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.busyMode = .callback { tryCount in
      Clock.sleep(milliseconds: askingInterval)
      return tryCount < 1000 * patience / Int(askingInterval)
    }
    configuration.label = "list store"
    configuration.prepareDatabase { database in
      for pragma in pragmas { try database.execute(sql: "PRAGMA \(pragma)") }
      try database.sort(in: folder)
    }
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  /// Has the file keep its changes in a log beside it, so that readers and one writer do not wait for each
  /// other.
  ///
  /// This is set here and not by GRDB, whose own way to WAL ends with `synchronous = NORMAL`: what was
  /// acknowledged could be lost with the power then.
  static func keepLog(_ queue: DatabaseQueue) throws {
    try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
  }

  /// A connection to a file that nobody needs after a crash.
  static func openScratch(_ path: String, in folder: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.label = "scratch"
    configuration.prepareDatabase { database in
      for pragma in ["journal_mode = OFF", "synchronous = OFF", "cache_size = -65536"] {
        try database.execute(sql: "PRAGMA \(pragma)")
      }
      try database.sort(in: folder)
    }
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  private static let pragmas = [
    "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON", "trusted_schema = OFF",
    "cell_size_check = ON", "cache_size = -65536",
  ]
}

extension Database {
  /// Has what SQLite sorts on the disk stand in this folder.
  fileprivate func sort(in folder: String) throws {
    let quoted = folder.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
    try execute(sql: "PRAGMA temp_store_directory = '\(quoted)'")
  }
}
