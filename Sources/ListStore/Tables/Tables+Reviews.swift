import Foundation
import GRDB
import Matcher

/// Votes and tombstones: what people say of entries. Neither is ever deleted; what does not hold any more is
/// lifted, by the change whose number stands there then.
extension Tables {
  /// - Returns: whether the reviewer had not confirmed it before.
  func insertConfirmation(of entry: Int64, _ grounds: Grounds, at sequence: Int) throws -> Bool {
    try insertVote("confirm", of: entry, grounds, at: sequence)
  }

  private func insertVote(
    _ kind: String, of entry: Int64, _ grounds: Grounds, at sequence: Int
  ) throws -> Bool {
    guard try !standingReviewers(kind, of: entry).contains(Reviewer.key(grounds.reviewer)) else {
      return false
    }
    try database.execute(
      sql: "INSERT INTO votes VALUES (?, ?, ?, ?, ?, NULL) \(Self.unlessItStands)",
      arguments: [entry, grounds.reviewer, kind, sequence, grounds.reason])
    return database.changesCount > 0
  }

  /// Different people whose votes of a kind were not lifted.
  private func standingReviewers(_ kind: String, of entry: Int64) throws -> Set<String> {
    let votes = try database.cachedStatement(
      sql: "SELECT reviewer FROM votes WHERE entry = ? AND kind = ? AND lifted IS NULL")
    return Set(try String.fetchAll(votes, arguments: [entry, kind]).map(Reviewer.key))
  }

  /// A vote that was lifted can be given again.
  private static let unlessItStands = """
    ON CONFLICT DO UPDATE SET seq = excluded.seq, reason = excluded.reason, lifted = NULL
      WHERE lifted IS NOT NULL
    """

  /// What was confirmed is not what the entry is any more.
  func liftConfirmations(of entry: Int64, at sequence: Int) throws {
    try database.execute(
      sql: "UPDATE votes SET lifted = ? WHERE entry = ? AND kind = 'confirm' AND lifted IS NULL",
      arguments: [sequence, entry])
  }

  /// - Returns: whether the reviewer does not dispute it already.
  func insertDispute(of entry: Int64, _ grounds: Grounds, at sequence: Int) throws -> Bool {
    try insertVote("dispute", of: entry, grounds, at: sequence)
  }

  /// Takes an entry back, by its id and by everything it is found by.
  func insertTombstone(
    _ id: String, of list: Int64, _ values: [HashValue], _ grounds: Grounds, at sequence: Int
  ) throws {
    try database.execute(
      sql: "INSERT INTO tombstones (list, source_id, seq, reviewer, reason) VALUES (?, ?, ?, ?, ?)",
      arguments: [list, id, sequence, grounds.reviewer, grounds.reason])
    let tombstone = database.lastInsertedRowID
    for value in values {
      try database.execute(
        sql: "INSERT OR IGNORE INTO tombstone_hashes VALUES (?, ?, ?)",
        arguments: [value.value, value.kind.rawValue, tombstone])
    }
  }

  /// Lifts disputes and tombstones of an entry.
  /// - Returns: whether there were any.
  func liftObjections(to entry: EntryRow, at sequence: Int) throws -> Bool {
    try database.execute(
      sql: "UPDATE votes SET lifted = ? WHERE entry = ? AND kind = 'dispute' AND lifted IS NULL",
      arguments: [sequence, entry.number])
    let disputeCount = database.changesCount
    try database.execute(
      sql: "UPDATE tombstones SET lifted = ? WHERE list = ? AND source_id = ? AND lifted IS NULL",
      arguments: [sequence, entry.list, entry.id])
    return disputeCount + database.changesCount > 0
  }

  /// The id of an entry of the list that was taken back and is found by one of these; `nil` where none was.
  ///
  /// - Parameter id: another entry's than this one's.
  func withdrawnEntry(
    of list: Int64, with values: [HashValue], besides id: String = ""
  ) throws -> String? {
    let statement = try database.cachedStatement(
      sql: """
        SELECT source_id FROM tombstone_hashes JOIN tombstones ON tombstones.id = tombstone
          WHERE value = ? AND kind = ? AND list = ? AND source_id <> ? AND lifted IS NULL
        """)
    for value in values {
      let found = try String.fetchOne(statement, arguments: [value.value, value.kind.rawValue, list, id])
      if let found { return found }
    }
    return nil
  }

  func isWithdrawn(_ id: String, of list: Int64) throws -> Bool {
    let statement = try database.cachedStatement(
      sql: "SELECT 1 FROM tombstones WHERE list = ? AND source_id = ? AND lifted IS NULL")
    return try Int.fetchOne(statement, arguments: [list, id]) != nil
  }

  /// What decides the state of an entry.
  func stateRule(of entry: EntryRow, quorum: Int) throws -> StateRule {
    StateRule(
      said: entry.said, confirmationCount: try standingReviewers("confirm", of: entry.number).count,
      quorum: quorum, isDisputed: try !standingReviewers("dispute", of: entry.number).isEmpty,
      isWithdrawn: try isWithdrawn(entry.id, of: entry.list))
  }

  func history(of entry: EntryRow, quorum: Int) throws -> EntryHistory {
    let votes = try Row.fetchAll(
      database, sql: "SELECT reviewer, kind, seq, reason, lifted FROM votes WHERE entry = ? ORDER BY seq",
      arguments: [entry.number])
    let withdrawals = try Row.fetchAll(
      database,
      sql: """
        SELECT reviewer, seq, reason, lifted FROM tombstones WHERE list = ? AND source_id = ? ORDER BY seq
        """,
      arguments: [entry.list, entry.id])
    return EntryHistory(
      votes: votes.map {
        EntryHistory.Vote(
          reviewer: $0["reviewer"], kind: $0["kind"] == "confirm" ? .confirm : .dispute, sequence: $0["seq"],
          reason: $0["reason"], lifted: $0["lifted"])
      },
      withdrawals: withdrawals.map {
        EntryHistory.Withdrawal(
          reviewer: $0["reviewer"], sequence: $0["seq"], reason: $0["reason"], lifted: $0["lifted"])
      }, quorum: quorum)
  }
}
