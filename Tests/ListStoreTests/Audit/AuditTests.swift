import Matcher
import TestSupport
import Testing

@testable import ListStore

/// The log tells what was done, and whether somebody wrote in it.
@Suite struct AuditTests {
  private func made() throws -> TestStore {
    let test = try TestStore(.own(quorum: 2))
    for number in 1...3 { try test.add("\(number)", hash(number)) }
    try test.review(.confirm, "2", by: "a")
    try test.review(.withdraw, "2", by: "b")
    return test
  }

  @Test func everyActIsALine() throws {
    let test = try made()
    var lines: [AuditLine] = []
    try test.store.forEachAuditLine { lines.append($0) }
    #expect(lines.map(\.act) == [.initialise, .create, .add, .add, .add, .confirm, .withdraw])
    #expect(lines.map(\.number) == Array(1...7))
    #expect(lines.map(\.sequence) == [0, 1, 2, 3, 4, 5, 6])
    #expect(lines.allSatisfy { $0.operator == "uid:test" && $0.time == TestStore.author.time })
    #expect(lines[6].reviewer == "b")
    #expect(lines[6].reason == "a test")
    #expect(lines[5].after == lines[6].before)
    #expect(lines[6].after != lines[6].before)
    #expect(lines[2].before.isEmpty)
    #expect(try test.store.verifyAudit() == 7)
  }

  @Test func theLinesOfAnEntryAreFound() throws {
    let test = try made()
    var acts: [AuditLine.Act] = []
    try test.store.forEachAuditLine(of: ("own", "2")) { acts.append($0.act) }
    #expect(acts == [.add, .confirm, .withdraw])
  }

  @Test(arguments: [
    "UPDATE audit SET reason = 'x' WHERE number = 7", "UPDATE audit SET reviewer = 'x' WHERE number = 6",
    "UPDATE audit SET time = time + 1 WHERE number = 1", "UPDATE audit SET operator = 'x' WHERE number = 3",
    "UPDATE audit SET act = 'dispute' WHERE number = 6", "UPDATE audit SET entry = '1' WHERE number = 4",
    "UPDATE audit SET list = 'other' WHERE number = 4", "UPDATE audit SET seq = 9 WHERE number = 7",
    "UPDATE audit SET before = zeroblob(32) WHERE number = 7",
    "UPDATE audit SET after = zeroblob(32) WHERE number = 7",
    "UPDATE audit SET digest = zeroblob(32) WHERE number = 2", "UPDATE audit SET act = 'x' WHERE number = 2",
    "DELETE FROM audit WHERE number = 1", "DELETE FROM audit WHERE number = 4",
    "DELETE FROM audit WHERE number = 7", "DELETE FROM audit WHERE number > 3", "DELETE FROM audit",
    "UPDATE audit_head SET number = 6", "UPDATE audit_head SET digest = zeroblob(32)",
    """
    UPDATE audit SET number = 100 WHERE number = 4; UPDATE audit SET number = 4 WHERE number = 5;
    UPDATE audit SET number = 5 WHERE number = 100
    """,
  ])
  func aLineThatWasTouchedIsFound(sql: String) throws {
    let test = try made()
    try test.tamper(sql)
    let error = #expect(throws: StoreError.self) { try test.store.verifyAudit() }
    #expect(error?.check == .audit)
  }

  /// Cut with its head, the log still ends before the store's last change, or begins with nothing.
  @Test(arguments: [
    """
    DELETE FROM audit WHERE number > 5;
    UPDATE audit_head SET number = 5, digest = (SELECT digest FROM audit WHERE number = 5)
    """,
    "DELETE FROM audit; UPDATE audit_head SET number = 0, digest = zeroblob(32)",
    "DELETE FROM audit; DELETE FROM changes; UPDATE audit_head SET number = 0, digest = zeroblob(32)",
  ])
  func aLogThatWasCutWithItsHeadIsFound(sql: String) throws {
    let test = try made()
    try test.tamper(sql)
    let error = #expect(throws: StoreError.self) { try test.store.verifyAudit() }
    #expect(error?.check == .audit)
  }

  /// A log that was cut, given a new head and freed of the changes that it lacks verifies by itself; only
  /// what was kept elsewhere tells.
  @Test func aCheckpointTellsOfALogThatWasWrittenAnew() throws {
    let test = try made()
    let kept = try test.store.auditCheckpoint()
    #expect(AuditCheckpoint("\(kept)") == kept)
    #expect(try test.store.verifyAudit(against: [kept]) == 7)
    try test.tamper(
      """
      DELETE FROM audit WHERE number > 5;
      UPDATE audit_head SET number = 5, digest = (SELECT digest FROM audit WHERE number = 5);
      DELETE FROM changes WHERE seq > 4
      """)
    #expect(try test.store.verifyAudit() == 5)
    let cut = #expect(throws: StoreError.self) { try test.store.verifyAudit(against: [kept]) }
    #expect(cut?.check == .audit)
    for number in 4...5 { try test.add("\(number)", hash(number)) }
    #expect(try test.store.verifyAudit() == 7)
    #expect(throws: StoreError.self) { try test.store.verifyAudit(against: [kept]) }
  }

  @Test(arguments: ["", "7", "7:", "x:00", "-1:\(String(repeating: "0", count: 64))"])
  func whatIsNoCheckpointIsNone(text: String) { #expect(AuditCheckpoint(text) == nil) }
}
