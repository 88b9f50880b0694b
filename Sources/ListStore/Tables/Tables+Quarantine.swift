import GRDB
import Matcher

/// Entries that an import brought and that do not answer until somebody has looked at them. Their row says
/// that they are proposed; what their source says of them stands here until then.
extension Tables {
  func insertQuarantine(of entry: Int64, import: Int64, reason: String, said: EntryState) throws {
    try database.cachedStatement(sql: "INSERT INTO quarantine VALUES (?, ?, ?, ?)")
      .execute(arguments: [entry, `import`, reason, said.number])
  }

  /// What the source of a list says of its entries that are held back, by their numbers.
  func quarantined(of list: Int64) throws -> [Int64: EntryState] {
    let rows = try Row.fetchAll(
      database,
      sql: "SELECT entry, quarantine.said FROM quarantine JOIN entries ON entries.id = entry WHERE list = ?",
      arguments: [list])
    return Dictionary(
      rows.map { ($0[0], EntryState(number: $0[1]) ?? .disputed) }, uniquingKeysWith: { first, _ in first })
  }

  func isQuarantined(_ entry: Int64) throws -> Bool {
    let statement = try database.cachedStatement(sql: "SELECT 1 FROM quarantine WHERE entry = ?")
    return try Int.fetchOne(statement, arguments: [entry]) != nil
  }

  /// Takes a new word of the source into account, for the time when the entry is released.
  func setQuarantined(_ said: EntryState, of entry: Int64) throws {
    try database.execute(
      sql: "UPDATE quarantine SET said = ? WHERE entry = ?", arguments: [said.number, entry])
  }

  /// Ends the quarantine of an entry, which is then what its source says, or proposed where that is not
  /// asked.
  func endQuarantine(of entry: Int64, asSourceSays: Bool) throws {
    if asSourceSays {
      try database.execute(
        sql: "UPDATE entry_rows SET said = (SELECT said FROM quarantine WHERE entry = ?) WHERE id = ?",
        arguments: [entry, entry])
    }
    try database.execute(sql: "DELETE FROM quarantine WHERE entry = ?", arguments: [entry])
  }
}
