import GRDB
import HashCore
import Matcher

/// A list and its number in the store.
struct NumberedList {
  var number: Int64
  var list: StoredList
}

extension Tables {
  /// In byte order of their names.
  func lists() throws -> [NumberedList] {
    try Row.fetchAll(database, sql: "SELECT * FROM lists ORDER BY name").map(numbered)
  }

  /// - Throws: `StoreError` where there is none of this name.
  func list(named name: String) throws -> NumberedList {
    let row = try Row.fetchOne(database, sql: "SELECT * FROM lists WHERE name = ?", arguments: [name])
    guard let row else { throw StoreError.noList(name) }
    return try numbered(row)
  }

  private func numbered(_ row: Row) throws -> NumberedList {
    let number: Int64 = row["id"]
    var list = StoredList(
      name: row["name"], kind: IndexList.Kind(rawValue: row["kind"]) ?? .own, quorum: row["quorum"],
      recipes: HashRecipes(rawValue: row["protocol"]) ?? .both, hasProposedLeads: row["proposed_leads"],
      isShareable: row["shareable"])
    list.threshold = (row["threshold"] as Int?).flatMap { Threshold($0) }
    list.nearThreshold = (row["near_threshold"] as Int?).flatMap { Threshold($0) }
    if !(row["suppresses_all"] as Bool) {
      list.suppression = .lists(
        try String.fetchAll(
          database,
          sql: """
            SELECT name FROM suppressions JOIN lists ON lists.id = other WHERE list = ? ORDER BY name
            """,
          arguments: [number]))
    }
    return NumberedList(number: number, list: list)
  }

  /// - Throws: `StoreError` where the name is taken, or it suppresses a list that there is not.
  func insert(_ list: StoredList) throws -> Int64 {
    guard try Row.fetchOne(database, sql: "SELECT 1 FROM lists WHERE name = ?", arguments: [list.name]) == nil
    else {
      throw StoreError(
        .listName, "list '\(list.name)'", expected: "a name that no list has", found: "a list of this name")
    }
    var others: [String]?
    if case .lists(let names) = list.suppression { others = names }
    try database.execute(
      sql: """
        INSERT INTO lists (name, kind, threshold, near_threshold, quorum, protocol, suppresses_all,
          proposed_leads, shareable) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        list.name, list.kind.rawValue, list.threshold?.distanceMax, list.nearThreshold?.distanceMax,
        list.quorum, list.recipes.rawValue, others == nil, list.hasProposedLeads,
        list.isShareable,
      ])
    let number = database.lastInsertedRowID
    for name in Set(others ?? []) {
      try database.execute(
        sql: "INSERT INTO suppressions VALUES (?, ?)",
        arguments: [number, try self.list(named: name).number])
    }
    return number
  }

  /// - Throws: `StoreError` where anything refers to the list but the log of changes.
  func remove(_ list: NumberedList) throws {
    for (table, what) in [("entries", "entries"), ("tombstones", "withdrawals"), ("imports", "imports")] {
      let isUsed = try Bool.fetchOne(
        database, sql: "SELECT EXISTS (SELECT 1 FROM \(table) WHERE list = ?)", arguments: [list.number])
      if isUsed == true { throw StoreError.usedList(list.list.name, found: what) }
    }
    let namedBy = try String.fetchOne(
      database, sql: "SELECT name FROM suppressions JOIN lists ON lists.id = list WHERE other = ?",
      arguments: [list.number])
    if let namedBy {
      throw StoreError.usedList(list.list.name, found: "the list '\(namedBy)' that names it")
    }
    try database.execute(sql: "UPDATE changes SET list = NULL WHERE list = ?", arguments: [list.number])
    try database.execute(sql: "DELETE FROM suppressions WHERE list = ?", arguments: [list.number])
    try database.execute(sql: "DELETE FROM lists WHERE id = ?", arguments: [list.number])
    _ = try noteChange(of: nil)
  }
}

extension StoreError {
  fileprivate static func usedList(_ name: String, found: String) -> StoreError {
    StoreError(
      .listUse, "list '\(name)'", expected: "a list that has never held anything, and that none names",
      found: "one with \(found)")
  }
}
