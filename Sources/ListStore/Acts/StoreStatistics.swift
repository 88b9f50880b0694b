import GRDB
public import Matcher

/// What a store holds, in numbers.
public struct StoreStatistics: Hashable, Sendable {
  public struct Part: Hashable, Sendable {
    public var list: StoredList
    public var countByState: [EntryState: Int]

    public var entryCount: Int { countByState.values.reduce(0, +) }
  }

  /// In byte order of the lists' names.
  public var lists: [Part]
  /// The number of the last change.
  public var sequence: Int
  public var auditLineCount: Int
  /// Of the SQLite file.
  public var byteCount: Int
}

extension ListStore {
  /// O(entries).
  public var statistics: StoreStatistics {
    get throws(StoreError) {
      try read { tables in
        let rows = try Row.fetchAll(
          tables.database, sql: "SELECT list, state, count(*) AS entries FROM entries GROUP BY list, state")
        var counts: [Int64: [EntryState: Int]] = [:]
        for row in rows {
          let state = EntryState(number: row["state"]) ?? .withdrawn
          counts[row["list"], default: [:]][state] = row["entries"]
        }
        return StoreStatistics(
          lists: try tables.lists().map {
            StoreStatistics.Part(list: $0.list, countByState: counts[$0.number, default: [:]])
          }, sequence: try tables.sequence(), auditLineCount: try tables.auditHead().number,
          byteCount: try Int.fetchOne(
            tables.database, sql: "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
            ?? 0)
      }
    }
  }
}
