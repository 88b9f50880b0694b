import ContentDigests
import Foundation
import GRDB

/// Labels, each distinct one once; and sets of them, each distinct one once, since most entries of a list
/// have one of a few.
extension Tables {
  func number(of label: Label) throws -> Int64 {
    let values: StatementArguments = [label.scheme, label.version, label.code, label.jurisdiction]
    let find = try database.cachedStatement(
      sql: "SELECT id FROM labels WHERE scheme = ? AND version = ? AND code = ? AND jurisdiction = ?")
    if let number = try Int64.fetchOne(find, arguments: values) { return number }
    try database.cachedStatement(
      sql: "INSERT INTO labels (scheme, version, code, jurisdiction) VALUES (?, ?, ?, ?)"
    ).execute(arguments: values)
    return database.lastInsertedRowID
  }

  /// The number of a set of labels; `nil` for one that no entry ever had.
  func findSet(of labels: [Label]) throws -> Int64? {
    let find = try database.cachedStatement(sql: "SELECT id FROM label_sets WHERE digest = ?")
    return try Int64.fetchOne(find, arguments: [Self.digest(ofSet: Set(labels).sorted())])
  }

  private static func digest(ofSet members: [Label]) -> Data {
    var canonical = CanonicalBytes()
    for label in members {
      for text in [label.scheme, label.version, label.code, label.jurisdiction] { canonical.add(text) }
    }
    return Data(canonical.digest.bytes)
  }

  /// The number of a set of labels, which it is given here if it has none.
  func number(ofSet labels: [Label]) throws -> Int64 {
    if let number = try findSet(of: labels) { return number }
    let members = Set(labels).sorted()
    let digest = Self.digest(ofSet: members)
    try database.execute(sql: "INSERT INTO label_sets (digest) VALUES (?)", arguments: [digest])
    let set = database.lastInsertedRowID
    for label in members {
      try database.execute(
        sql: "INSERT INTO label_set_members VALUES (?, ?)", arguments: [set, try number(of: label)])
    }
    return set
  }

  /// What the source of the list says, then what others say; in the order of the labels.
  func labels(ofSet set: Int64, entry: Int64) throws -> [SourcedLabel] {
    let statement = try database.cachedStatement(
      sql: """
        SELECT scheme, version, code, jurisdiction, ? AS source
          FROM label_set_members JOIN labels ON labels.id = label WHERE label_set = ?
        UNION ALL
        SELECT scheme, version, code, jurisdiction, source
          FROM entry_labels JOIN labels ON labels.id = label WHERE entry = ?
        """)
    return try Row.fetchAll(statement, arguments: [SourcedLabel.list, set, entry]).map { row in
      SourcedLabel(
        Label(
          scheme: row["scheme"], version: row["version"], code: row["code"],
          jurisdiction: row["jurisdiction"]), source: row["source"])
    }.sorted { ($0.label, $0.source) < ($1.label, $1.source) }
  }

  /// Takes back what our own people say of an entry.
  /// - Returns: whether they said so.
  func removeOwn(_ label: Label, of entry: Int64) throws -> Bool {
    try database.execute(
      sql: "DELETE FROM entry_labels WHERE entry = ? AND label = ? AND source = ?",
      arguments: [entry, try number(of: label), SourcedLabel.own])
    return database.changesCount > 0
  }

  /// Notes what a source says of an entry.
  /// - Returns: whether it says so for the first time.
  func insert(_ label: SourcedLabel, of entry: Int64) throws -> Bool {
    try database.execute(
      sql: "INSERT OR IGNORE INTO entry_labels VALUES (?, ?, ?)",
      arguments: [entry, try number(of: label.label), label.source])
    return database.changesCount > 0
  }
}
