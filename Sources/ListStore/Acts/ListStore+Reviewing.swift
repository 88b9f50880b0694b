import Foundation
import Matcher

/// What one person decides about one entry.
public struct Review: Hashable, Sendable {
  public enum Decision: String, CaseIterable, Sendable {
    /// It is what its labels say.
    case confirm
    /// It may not be: it stops answering, and becomes a lead.
    case dispute
    /// It is not, or does harm: it stops matching, and no import brings it back.
    case withdraw
    /// Objections and withdrawals do not hold any more.
    case reinstate
  }

  public var decision: Decision
  public var grounds: Grounds

  public init(_ decision: Decision, reviewer: String, reason: String = "") {
    self.decision = decision
    grounds = Grounds(reviewer: reviewer, reason: reason)
  }

  func check() throws(StoreError) {
    try grounds.checkReviewer(decision.rawValue)
    if decision != .confirm { try Grounds.check(reason: grounds.reason, decision.rawValue) }
  }
}

/// Who decides something, and why.
public struct Grounds: Hashable, Sendable {
  /// The same person by the same name, since distinct reviewers are counted. Case and spaces make nobody
  /// somebody else.
  public var reviewer: String
  public var reason: String

  public init(reviewer: String, reason: String) {
    self.reviewer = reviewer.trimmingCharacters(in: .whitespacesAndNewlines)
    self.reason = reason
  }

  /// - Parameter subject: what is decided, for the error.
  func check(_ subject: String) throws(StoreError) {
    try checkReviewer(subject)
    try Self.check(reason: reason, subject)
  }

  fileprivate func checkReviewer(_ subject: String) throws(StoreError) {
    guard reviewer.contains(where: { !$0.isWhitespace }) else {
      throw StoreError(.reviewer, subject, expected: "who decides", found: "no name")
    }
  }

  static func check(reason: String, _ subject: String) throws(StoreError) {
    guard reason.contains(where: { !$0.isWhitespace }) else {
      throw StoreError(.reason, subject, expected: "why", found: "no reason")
    }
  }
}

extension ListStore {
  /// Decides about an entry. A decision that stands already changes nothing.
  ///
  /// - Throws: `StoreError` where there is no such entry, where one that was withdrawn would be confirmed or
  ///   disputed, where one would be confirmed that is found by what another one of the list was withdrawn by,
  ///   or where there is nothing to reinstate.
  public func review(
    _ entry: String, of list: String, _ review: Review, by author: Author
  ) throws(StoreError) -> ActOutcome {
    try self.review([entry], of: list, review, by: author)[0]
  }

  /// Decides alike about several entries, about all or about none: see `review` of one.
  public func review(
    _ entries: [String], of list: String, _ review: Review, by author: Author
  ) throws(StoreError) -> [ActOutcome] {
    try review.check()
    return try act(by: author) { act in
      let list = try act.tables.list(named: list)
      return try entries.map { entry in
        guard let row = try act.tables.entry(entry, of: list.number) else {
          throw StoreError.noEntry(entry, in: list.list.name)
        }
        return try act.review(row, of: list, review)
      }
    }
  }
}

extension Act {
  fileprivate func review(_ row: EntryRow, of list: NumberedList, _ review: Review) throws -> ActOutcome {
    let before = try tables.stored(row, list: list.list.name)
    let sequence = try tables.sequence() + 1
    let hasChanged = try decide(review, on: row, at: sequence)
    let row = try settleState(of: row, in: list)
    let after = try tables.stored(row, list: list.list.name)
    if hasChanged {
      _ = try tables.noteChange(of: list.number, entry: row.number)
      try note(
        AuditLine.Act(review.decision), list: list.list.name, entry: row.id,
        reviewer: review.grounds.reviewer,
        reason: review.grounds.reason, before: before, after: after)
    }
    return ActOutcome(
      entry: after, history: try tables.history(of: row, quorum: list.list.quorum), hasChanged: hasChanged)
  }

  /// - Returns: whether it is new.
  private func decide(_ review: Review, on row: EntryRow, at sequence: Int) throws -> Bool {
    switch review.decision {
    case .confirm:
      try checkStands(row)
      try checkContentStands(row)
      try checkFreedom(row)
      return try tables.insertConfirmation(of: row.number, review.grounds, at: sequence)
    case .dispute:
      try checkStands(row)
      return try tables.insertDispute(of: row.number, review.grounds, at: sequence)
    case .withdraw:
      guard row.state != .withdrawn else { return false }
      let values = try tables.content(of: row).values
      try tables.endQuarantine(of: row.number, asSourceSays: false)
      try tables.insertTombstone(row.id, of: row.list, values, review.grounds, at: sequence)
      return true
    case .reinstate:
      let isLifted = try tables.liftObjections(to: row, at: sequence)
      guard isLifted else {
        throw StoreError(
          .state, row.id, expected: "a withdrawn or disputed entry", found: "one that is \(row.state)")
      }
      return true
    }
  }

  /// A withdrawal is of what was listed, not of the name that it had: nobody makes it answer by another one.
  func checkContentStands(_ row: EntryRow) throws {
    let values = try tables.content(of: row).values
    guard let equal = try tables.withdrawnEntry(of: row.list, with: values, besides: row.id) else { return }
    throw StoreError(
      .state, row.id,
      expected:
        "an entry without a hash or digest of a withdrawn one (only 'matchd list reinstate' brings one back)",
      found: "one that the withdrawn entry '\(equal)' has too")
  }

  private func checkFreedom(_ row: EntryRow) throws {
    guard try tables.isQuarantined(row.number) else { return }
    throw StoreError(
      .state, row.id,
      expected: "an entry that is not in quarantine ('matchd list quarantine' tells why, and releases it)",
      found: "one that is")
  }

  private func checkStands(_ row: EntryRow) throws {
    guard row.state == .withdrawn else { return }
    throw StoreError(
      .state, row.id,
      expected: "an entry that was not withdrawn (only 'matchd list reinstate' brings one back)",
      found: "one that was")
  }
}

extension AuditLine.Act {
  fileprivate init(_ decision: Review.Decision) {
    switch decision {
    case .confirm: self = .confirm
    case .dispute: self = .dispute
    case .withdraw: self = .withdraw
    case .reinstate: self = .reinstate
    }
  }
}
