import ContentDigests
import GRDB
import ListFormats
import Matcher

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
      if difference.growsMuch, try tables.hasImports(into: list.number) {
        difference.quarantined = [ImportTaking.growth: difference.added]
      }
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

  /// Takes files in, in one transaction: killed at any point, the import is there whole or not at all.
  /// Repeated, it changes nothing. O(n).
  ///
  /// What is to be done is found out before others have to wait; they wait for what is written.
  ///
  /// - Parameters:
  ///   - withdrawalCount: how many entries are to be withdrawn, as `difference` says; asked for where a
  ///     replacement withdraws more than a tenth of the list.
  ///   - additionCount: how many entries are new, as `difference` says: a list that grows much has them in
  ///     quarantine otherwise.
  /// - Throws: `StoreError` where that is not so, or where files that are not the whole list are to replace
  ///   it.
  public func take(
    _ staged: StagedImport, into list: String, _ mode: ImportMode, confirming withdrawalCount: Int? = nil,
    additions additionCount: Int? = nil, by author: Author
  ) throws(StoreError) -> ImportDifference {
    try take(staged, into: list, mode, withdrawalCount, additionCount, by: author) { _ in }
  }

  /// - Parameter planned: is told each plan before it is carried out.
  func take(
    _ staged: StagedImport, into list: String, _ mode: ImportMode, _ withdrawalCount: Int?,
    _ additionCount: Int?, by author: Author, _ planned: (ImportPlan) -> Void
  ) throws(StoreError) -> ImportDifference {
    if mode == .replace, staged.isPartial {
      throw StoreError(
        .importing, "list '\(list)'", expected: "the whole list to replace it by",
        found: "a part of it")
    }
    let index = try StoreReader(self, honoured: .all).index()
    func plan(_ tables: Tables) throws -> ImportPlan {
      let list = try tables.list(named: list)
      let walk = ImportWalk(staged: staged, tables: tables, list: list, mode: mode, index: index)
      let plan = try ImportPlan(walk, in: folder)
      try plan.check(withdrawalCount)
      return plan
    }
    for _ in 0..<Self.planCountMax {
      let plan = try read(plan)
      planned(plan)
      if let difference = try act(by: author, { try $0.take(plan, additions: additionCount) }) {
        return difference
      }
    }
    // Whoever changes the store all the time has to wait once.
    let difference = try act(by: author) { try $0.take(try plan($0.tables), additions: additionCount) }
    guard let difference else {
      throw StoreError(.importing, path, expected: "a plan of this state", found: "another state")
    }
    return difference
  }

  /// Plans that are made before others have to wait for one.
  private static let planCountMax = 3
}

extension ImportPlan {
  /// - Throws: where more would be withdrawn than was confirmed.
  fileprivate func check(_ withdrawalCount: Int?) throws {
    guard mode == .replace, difference.withdrawsMuch, withdrawalCount != difference.withdrawn else { return }
    throw StoreError(
      .importing, "list '\(list.list.name)'",
      expected: "--confirm-withdrawals \(difference.withdrawn), since more than a tenth would go",
      found: withdrawalCount.map(String.init) ?? "none")
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

extension Act {
  /// Carries a plan out; `nil` where somebody has changed the store since it was made.
  fileprivate func take(_ plan: ImportPlan, additions: Int?) throws -> ImportDifference? {
    guard try tables.sequence() == plan.sequence else { return nil }
    let (staged, list, mode) = (plan.staged, plan.list, plan.mode)
    let isFirst = try !tables.hasImports(into: list.number)
    let number = try tables.insertImport(into: list.number, mode, staged.digest.bytes, time: author.time)
    var taking = ImportTaking(act: self, list: list, number: number)
    try plan.forEachStep(tables) { try taking.take($0) }
    var difference = plan.difference
    if difference.growsMuch, !isFirst, additions != difference.added {
      let count = try taking.holdAdditionsBack()
      difference.quarantined[ImportTaking.growth, default: 0] += count
    }
    try taking.finish()
    try tables.finishImport(number, difference, sequence: try tables.sequence())
    let line = AuditLine(
      number: 0, time: author.time, operator: author.operator, reviewer: "", act: .import,
      list: list.list.name, entry: "", sequence: try tables.sequence(),
      reason: "\(mode.rawValue): \(difference.words)", before: staged.digest.bytes, after: difference.digest)
    try tables.append(line)
    return difference
  }
}

/// Takes the steps of one import.
struct ImportTaking {
  let act: Act
  let list: NumberedList
  let number: Int64
  /// Numbers of the entries that were added: neighbours, since nobody else writes meanwhile.
  private var added: ClosedRange<Int64>?

  init(act: Act, list: NumberedList, number: Int64) {
    self.act = act
    self.list = list
    self.number = number
  }

  private var tables: Tables { act.tables }

  mutating func take(_ step: ImportStep) throws {
    switch step {
    case .add(let entry, let reason): try add(entry, quarantine: reason)
    case .change(let row, let entry): try change(row, entry)
    case .withdraw(let row, let reason): try withdraw(row, reason)
    case .foreclose(let entry, let reason):
      try tables.insertTombstone(
        entry.id, of: list.number, entry.content.values, Self.grounds(reason),
        at: try tables.noteChange(of: list.number))
    case .keep, .holdBack, .refuse: break
    }
  }

  /// Who withdraws what a file withdraws.
  static let reviewer = "import"

  private static func grounds(_ reason: String) -> Grounds {
    Grounds(reviewer: reviewer, reason: reason)
  }

  private mutating func add(_ entry: FileEntry, quarantine reason: String?) throws {
    let entryNumber = try tables.insertEntry(
      entry.id, of: list.number, said: reason == nil ? entry.said : .proposed, entry.content,
      labelSet: try tables.number(ofSet: entry.labels), firstImport: number)
    if let reason {
      try tables.insertQuarantine(of: entryNumber, import: number, reason: reason, said: entry.said)
    }
    added = (added?.lowerBound ?? entryNumber)...entryNumber
  }

  /// What people confirmed were the hashes and labels that the entry had: with others it has to be confirmed
  /// anew.
  private func change(_ row: EntryRow, _ entry: FileEntry) throws {
    let isOther =
      try tables.content(of: row).values != entry.content.values
      || tables.findSet(of: entry.labels) != row.labelSet
    let sequence = try tables.noteChange(of: list.number, entry: row.number)
    if isOther { try tables.liftConfirmations(of: row.number, at: sequence) }
    var entry = entry
    if try tables.isQuarantined(row.number) {
      try tables.setQuarantined(entry.said, of: row.number)
      entry.said = .proposed
    }
    try tables.updateEntry(row, entry, labelSet: try tables.number(ofSet: entry.labels), import: number)
    if let changed = try tables.entry(number: row.number) { _ = try act.settleState(of: changed, in: list) }
  }

  /// What holds entries of a list back that grows much.
  static let growth = "growth"

  /// - Returns: how many there are that would answer.
  func holdAdditionsBack() throws -> Int {
    guard let added else { return 0 }
    return try tables.quarantineAnswering(added, import: number, reason: Self.growth)
  }

  private func withdraw(_ row: EntryRow, _ reason: String) throws {
    try tables.endQuarantine(of: row.number, asSourceSays: false)
    let sequence = try tables.noteChange(of: list.number, entry: row.number)
    try tables.insertTombstone(
      row.id, of: list.number, try tables.content(of: row).values, Self.grounds(reason), at: sequence)
    try tables.setState(.withdrawn, of: row.number)
  }

  /// Notes what was added, as one run of changes.
  func finish() throws {
    if let added { try tables.noteChanges(of: list.number, entries: added) }
  }
}
