import GRDB

/// What brings the tables of a store to the version that this library works with, one step a version. A step
/// is never changed once a store may have been made by it: `Vectors/list-store` holds one of each version.
enum StoreMigrations {
  /// The version that this library makes and works with.
  static let version = 5

  static var all: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { try $0.execute(sql: SchemaVersion1.sql) }
    migrator.registerMigration("2") { try $0.execute(sql: SchemaVersion2.sql) }
    migrator.registerMigration("3") { try $0.execute(sql: SchemaVersion3.sql) }
    migrator.registerMigration("4") { try $0.execute(sql: SchemaVersion4.sql) }
    migrator.registerMigration("5") { try $0.execute(sql: SchemaVersion5.sql) }
    return migrator
  }

  /// Brings a store to this version, or an empty file to a store without lists.
  static func run(on queue: DatabaseQueue) throws { try all.migrate(queue) }

  /// Only reads.
  ///
  /// - Throws: `StoreError` for a store from a newer version, which may say what this one cannot honour, and
  ///   for a file that holds no store: an empty one would answer as a store that knows nothing.
  static func check(_ queue: DatabaseQueue, _ path: String) throws {
    let isNewer = try queue.read { try all.hasBeenSuperseded($0) }
    if isNewer {
      throw StoreError(
        .version, path, expected: "a list store of version \(version) or before",
        found: "one from a newer matchd")
    }
    guard try queue.read(isStore) else { throw StoreError.noStore(path) }
  }

  /// Whether the first step was taken and the log has its first line, which every store begins with.
  private static func isStore(_ database: Database) throws -> Bool {
    guard try all.appliedIdentifiers(database).contains("1") else { return false }
    return try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM audit)") ?? false
  }
}
