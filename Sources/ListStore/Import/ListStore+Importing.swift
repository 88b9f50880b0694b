import GRDB
import ListFormats
import Matcher
import Platform

extension ListStore {
  /// What an import would change; nothing does. O(n).
  public func difference(
    of staged: StagedImport, to list: String, _ mode: ImportMode
  ) throws(StoreError) -> ImportDifference {
    let index = try StoreReader(self, honoured: .all).index()
    return try read { tables in
      let list = try tables.list(named: list)
      let walk = ImportWalk(staged: staged, tables: tables, list: list, mode: mode, index: index)
      var difference = try tables.difference(walk) { _ in }
      if difference.growsMuch, try tables.hasImports(into: list.number) { difference.holdAdditionsBack() }
      _ = difference.settleSuspiciousChanges(confirmed: nil)
      return difference
    }
  }

  /// Calls `body` with each entry that is another one on one side: `+` and an id that the files have and the
  /// list has not, `-` and one that the list alone has, `~` and one that both have, differently, `!` and one
  /// that the files have and that was withdrawn here. In byte order of the ids; nothing changes. O(n).
  public func compare(
    _ staged: StagedImport, with list: String, _ body: (_ sign: Character, _ id: String) throws -> Void
  ) throws -> ImportDifference {
    try pass { tables in
      let list = try tables.list(named: list)
      let walk = ImportWalk(staged: staged, tables: tables, list: list, mode: .replace, index: nil)
      return try tables.difference(walk) { step in
        if let (sign, id) = step.difference { try body(sign, id) }
      }
    }
  }

  /// Takes files in, as one: killed at any point, the import is there whole or not at all. Repeated, it
  /// changes nothing. O(n).
  ///
  /// What is to be done is found out while others go on, and what is new is written before anybody sees it,
  /// in short transactions. The last one has everything take effect; others wait for what it changes and
  /// withdraws.
  ///
  /// - Parameter withdrawalCount: how many entries are to be withdrawn, as `difference` says; asked for where
  ///   a replacement withdraws more than a tenth of the list.
  /// - Parameter additionCount: how many entries are new, as `difference` says: a list that grows much has
  ///   them in quarantine otherwise.
  /// - Parameter changeCount: how many entries get hashes that would match too much, as `difference` says:
  ///   refused otherwise, and the entry stays as it was.
  /// - Throws: `StoreError` where that is not so, where files that are not the whole list are to replace it,
  ///   or where another import into the list is at it.
  public func take(
    _ staged: StagedImport, into list: String, _ mode: ImportMode, confirming withdrawalCount: Int? = nil,
    additions additionCount: Int? = nil, changes changeCount: Int? = nil, by author: Author
  ) throws(StoreError) -> ImportDifference {
    let confirmed = ConfirmedCounts(
      withdrawals: withdrawalCount, additions: additionCount, changes: changeCount)
    return try take(staged, into: list, mode, confirmed, by: author) { _ in }
  }

  /// - Parameter isStaged: is told each plan whose additions are written, before it takes effect.
  func take(
    _ staged: StagedImport, into list: String, _ mode: ImportMode, _ confirmed: ConfirmedCounts,
    by author: Author, _ isStaged: (ImportPlan) -> Void
  ) throws(StoreError) -> ImportDifference {
    if mode == .replace, staged.isPartial {
      throw StoreError(
        .importing, "list '\(list)'", expected: "the whole list to replace it by",
        found: "a part of it")
    }
    let numbered = try read { try $0.list(named: list) }
    let lock = try lockImporting(into: numbered)
    defer { lock.release() }
    let index = try StoreReader(self, honoured: .all).index()
    func plan(_ tables: Tables) throws -> ImportPlan {
      let list = try tables.list(named: list)
      let walk = ImportWalk(staged: staged, tables: tables, list: list, mode: mode, index: index)
      return try ImportPlan(walk, confirmed, in: folder)
    }
    for _ in 0..<Self.planCountMax {
      try dropStaged(of: numbered, by: author)
      let plan = try read(plan)
      let staging = try stage(plan, by: author)
      isStaged(plan)
      if let difference = try act(by: author, { try $0.publish(plan, staging) }) { return difference }
    }
    try dropStaged(of: numbered, by: author)
    // Whoever changes the list all the time has to wait once.
    return try act(by: author) { try $0.take(try plan($0.tables)) }
  }

  /// Plans that are made before others have to wait for one.
  private static let planCountMax = 3

  private func lockImporting(into list: NumberedList) throws(StoreError) -> LockFile {
    do throws(SystemError) {
      if let lock = try LockFile(beside: folder.importing(into: list.number)) { return lock }
    } catch {
      throw StoreError(path, error)
    }
    throw StoreError(
      .free, "list '\(list.list.name)'", expected: "to be the one that imports into it",
      found: "another process at it")
  }
}

/// What somebody who was told of it wants to have done.
struct ConfirmedCounts: Hashable {
  var withdrawals: Int?
  var additions: Int?
  var changes: Int?
}

extension Act {
  /// The whole of an import in this transaction.
  fileprivate func take(_ plan: ImportPlan) throws -> ImportDifference {
    var staging = try ImportStaging(plan, self)
    var place: Int64 = 0
    while true {
      let additions = try plan.additions(after: place, countMax: 1000)
      guard let last = additions.last else { break }
      try staging.add(additions, tables)
      place = last.place
    }
    guard let difference = try publish(plan, staging) else {
      throw StoreError(
        .importing, "list '\(plan.list.list.name)'", expected: "a plan of this state", found: "another state")
    }
    return difference
  }
}

extension Tables {
  /// Walks, counts and hands each step to `body`.
  func difference(
    _ walk: ImportWalk, _ body: (ImportStep) throws -> Void
  ) throws -> ImportDifference {
    var difference = ImportDifference(refusals: walk.staged.refusalCounts)
    difference.listedCount =
      try Int.fetchOne(
        database, sql: "SELECT count(*) FROM entries WHERE list = ? AND state <> 3",
        arguments: [walk.list.number]) ?? 0
    try walk.forEachStep {
      difference.count($0)
      try body($0)
    }
    return difference
  }
}
