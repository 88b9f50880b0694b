import GRDB

/// What brings the tables of a store to the version that this library works with, one step a version. A step
/// is never changed once a store may have been made by it: `Vectors/list-store` holds one of each version.
enum StoreMigrations {
  /// The version that this library makes and works with.
  static let version = 2

  static var all: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { try $0.execute(sql: SchemaVersion1.sql) }
    migrator.registerMigration("2") { try $0.execute(sql: SchemaVersion2.sql) }
    return migrator
  }

  /// Brings a store to this version, or leaves it as it is.
  /// - Throws: `StoreError` for one from a newer version, which may say what this one cannot honour.
  static func run(on queue: DatabaseQueue, _ path: String) throws {
    let isNewer = try queue.read { try all.hasBeenSuperseded($0) }
    if isNewer {
      throw StoreError(
        .version, path, expected: "a list store of version \(version) or before",
        found: "one from a newer matchd")
    }
    try all.migrate(queue)
  }
}
