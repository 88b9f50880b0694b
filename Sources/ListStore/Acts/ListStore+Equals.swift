import Foundation
import GRDB
import Matcher

/// An entry that is found by what another one is found by too.
public struct EqualEntry: Hashable, Sendable {
  public var list: String
  public var id: String
  public var state: EntryState
}

extension ListStore {
  /// The entries of whatever list, withdrawn ones left out, that have a hash or digest of this one: whoever
  /// withdraws it may have to withdraw them too. O(entries), in byte order of lists and ids.
  public func equals(of entry: StoredEntry) throws(StoreError) -> [EqualEntry] {
    let values = entry.content.values
    return try read { tables in
      var found: [EqualEntry] = []
      for list in try tables.lists() {
        try tables.forEachEntry(of: list.number, with: values) { row in
          guard row.state != .withdrawn, list.list.name != entry.list || row.id != entry.id else { return }
          found.append(EqualEntry(list: list.list.name, id: row.id, state: row.state))
        }
      }
      return found
    }
  }
}

extension Tables {
  /// Calls `body` with the entries of a list that have one of these values, in byte order of their ids.
  fileprivate func forEachEntry(
    of list: Int64, with values: [HashValue], _ body: (EntryRow) throws -> Void
  ) throws {
    var conditions: [String] = []
    var arguments: StatementArguments = [list]
    for value in values {
      conditions.append(
        "\(value.kind.rawValue) = ? OR id IN (SELECT entry FROM more_hashes WHERE kind = ? AND value = ?)")
      arguments += [value.value, value.kind.rawValue, value.value]
    }
    guard !conditions.isEmpty else { return }
    try forEachRow(
      sql: "WHERE list = ? AND (\(conditions.joined(separator: " OR "))) ORDER BY source_id", arguments, body)
  }
}
