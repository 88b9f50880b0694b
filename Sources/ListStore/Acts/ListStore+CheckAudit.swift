import GRDB
import Matcher

extension ListStore {
  /// Compares each entry that somebody did something to, and that nothing has changed since, with how the
  /// audit log says it was left. O(acts and changes).
  func checkAudit(_ tables: Tables) throws {
    let left = try entriesAsLeft(tables)
    let changes = try lastChanges(of: left.map(\.row.number), tables)
    for (row, list, line) in left where changes[row.number, default: 0] <= line.sequence {
      let digest = try tables.stored(row, list: list).auditDigest
      guard digest == line.after else {
        throw StoreError(
          .audit, "\(list)/\(row.id)",
          expected: "the entry as line \(line.number) of the audit log left it", found: "another")
      }
    }
  }

  /// In the order of their numbers, with the last line of the log that names them.
  private func entriesAsLeft(
    _ tables: Tables
  ) throws -> [(row: EntryRow, list: String, line: AuditLine)] {
    var last: [EntryName: AuditLine] = [:]
    try tables.forEachAuditLine { line, _, _ in
      if let line, !line.entry.isEmpty { last[EntryName(list: line.list, id: line.entry)] = line }
    }
    let lists = Dictionary(
      try tables.lists().map { ($0.list.name, $0.number) }, uniquingKeysWith: { first, _ in first })
    return try last.map { name, line in
      guard let list = lists[name.list], let row = try tables.entry(name.id, of: list) else {
        throw StoreError(
          .audit, "\(name.list)/\(name.id)", expected: "the entry that line \(line.number) of the log names",
          found: "none")
      }
      return (row, name.list, line)
    }.sorted { $0.row.number < $1.row.number }
  }

  private struct EntryName: Hashable {
    var list: String
    var id: String
  }

  /// The last change of each of some entries, whose numbers ascend.
  private func lastChanges(of entries: [Int64], _ tables: Tables) throws -> [Int64: Int] {
    var last: [Int64: Int] = [:]
    let rows = try Row.fetchCursor(
      tables.database, sql: "SELECT seq, entry, last_entry FROM changes WHERE entry IS NOT NULL ORDER BY seq")
    while let row = try rows.next() {
      let (sequence, first, end): (Int, Int64, Int64) = (row[0], row[1], row[2])
      var place = partitionPoint(in: entries.indices) { entries[$0] >= first }
      while place < entries.count, entries[place] <= end {
        last[entries[place]] = sequence + Int(entries[place] - first)
        place += 1
      }
    }
    return last
  }
}
