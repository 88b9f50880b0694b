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
      recipes: HashRecipes(rawValue: row["protocol"]) ?? .both, hasProposedLeads: row["proposed_leads"])
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
          proposed_leads) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        list.name, list.kind.rawValue, list.threshold?.distanceMax, list.nearThreshold?.distanceMax,
        list.quorum, list.recipes.rawValue, others == nil, list.hasProposedLeads,
      ])
    let number = database.lastInsertedRowID
    for name in Set(others ?? []) {
      try database.execute(
        sql: "INSERT INTO suppressions VALUES (?, ?)",
        arguments: [number, try self.list(named: name).number])
    }
    return number
  }
}
