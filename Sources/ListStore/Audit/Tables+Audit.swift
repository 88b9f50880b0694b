import Foundation
import GRDB

/// The audit log.
extension Tables {
  /// The last line's number and digest, as the log's head says.
  func auditHead() throws -> AuditCheckpoint {
    let row = try Row.fetchOne(database, sql: "SELECT number, digest FROM audit_head")
    guard let row else { return .start }
    return AuditCheckpoint(number: row["number"], digest: Array(row["digest"] as Data))
  }

  /// Adds a line behind the last; its number is given here.
  func append(_ line: AuditLine) throws {
    let head = try auditHead()
    var line = line
    line.number = head.number + 1
    let digest = Data(line.digest(behind: head.digest))
    try database.execute(
      sql: "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        line.number, line.time, line.operator, line.reviewer, line.act.rawValue, line.list, line.entry,
        line.sequence, line.reason, Data(line.before), Data(line.after), digest,
      ])
    try database.execute(
      sql: "UPDATE audit_head SET number = ?, digest = ?", arguments: [line.number, digest])
  }

  /// Calls `body` with each line and the digest that stands beside it, in order.
  func forEachAuditLine(
    of entry: (list: String, id: String)? = nil, _ body: (AuditLine?, _ number: Int, [UInt8]) throws -> Void
  ) throws {
    let columns = "number, time, operator, reviewer, act, list, entry, seq, reason, before, after, digest"
    let choice = entry == nil ? "" : " WHERE list = ? AND entry = ?"
    let rows = try Row.fetchCursor(
      database, sql: "SELECT \(columns) FROM audit\(choice) ORDER BY number",
      arguments: entry.map { [$0.list, $0.id] } ?? [])
    while let row = try rows.next() {
      try body(AuditLine(row), row["number"], Array(row["digest"] as Data))
    }
  }
}

extension AuditLine {
  /// `nil` for an act that there is not.
  fileprivate init?(_ row: Row) {
    guard let act = Act(rawValue: row["act"]) else { return nil }
    self.init(
      number: row["number"], time: row["time"], operator: row["operator"], reviewer: row["reviewer"],
      act: act, list: row["list"], entry: row["entry"], sequence: row["seq"], reason: row["reason"],
      before: Array(row["before"] as Data), after: Array(row["after"] as Data))
  }
}
