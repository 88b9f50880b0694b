import ContentDigests
import ListFormats
import Matcher

extension Act {
  /// Has an import take effect: what it adds stands in the store already, what it changes is written now;
  /// `nil` where somebody has changed the list since the plan was made. O(changes and withdrawals).
  func publish(_ plan: ImportPlan, _ staging: ImportStaging?) throws -> ImportDifference? {
    guard try !tables.hasChanged(plan.list.number, since: plan.sequence) else { return nil }
    let staging = try staging ?? ImportStaging(plan, self)
    // First, since entries that it changes are of this import too from then on.
    try tables.publishImport(staging.number)
    let taking = ImportTaking(act: self, list: plan.list, number: staging.number)
    try plan.forEachStep(tables) { step in
      if case .change(_, _, _?) = step, !plan.makesSuspiciousChanges { return }
      try taking.take(step)
    }
    for run in staging.runs { try tables.noteChanges(of: plan.list.number, entries: run) }
    try tables.finishImport(staging.number, plan.difference, sequence: try tables.sequence())
    let line = AuditLine(
      number: 0, time: author.time, operator: author.operator, reviewer: "", act: .import,
      list: plan.list.list.name, entry: "", sequence: try tables.sequence(),
      reason: "\(plan.mode.rawValue): \(plan.difference.words)", before: plan.staged.digest.bytes,
      after: plan.difference.digest)
    try tables.append(line)
    return plan.difference
  }
}

/// Takes the steps of one import that change what the list has.
struct ImportTaking {
  let act: Act
  let list: NumberedList
  let number: Int64

  private var tables: Tables { act.tables }

  func take(_ step: ImportStep) throws {
    switch step {
    case .change(let row, let entry, _): try change(row, entry)
    case .withdraw(let row, let reason): try withdraw(row, reason)
    case .foreclose(let entry, let reason):
      try tables.insertTombstone(
        entry.id, of: list.number, entry.content.values, Self.grounds(reason),
        at: try tables.noteChange(of: list.number))
    case .add, .keep, .holdBack, .refuse: break
    }
  }

  /// Who withdraws what a file withdraws.
  static let reviewer = "import"

  private static func grounds(_ reason: String) -> Grounds {
    Grounds(reviewer: reviewer, reason: reason)
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

  private func withdraw(_ row: EntryRow, _ reason: String) throws {
    try tables.endQuarantine(of: row.number, asSourceSays: false)
    let sequence = try tables.noteChange(of: list.number, entry: row.number)
    try tables.insertTombstone(
      row.id, of: list.number, try tables.content(of: row).values, Self.grounds(reason), at: sequence)
    try tables.setState(.withdrawn, of: row.number)
  }
}
