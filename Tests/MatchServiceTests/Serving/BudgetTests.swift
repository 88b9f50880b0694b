import Dispatch
import Foundation
import TestSupport
import Testing

@testable import MatchService

/// A byte of a body is counted once, for as long as something holds it.
@Suite struct BudgetTests {
  @Test func reservationsGrowShrinkAndEnd() {
    let budget = Budget(limit: 100)
    do {
      var body = Reservation(in: budget)
      let results = [60, 40, 90].map { byteCount in (body.resize(to: byteCount), budget.held) }
      #expect(results.allSatisfy { $0.0 })
      #expect(results.map { $0.1 } == [60, 40, 90])
      body.shrink(to: 95)
      #expect(budget.held == 90)
      body.shrink(to: 7)
      #expect(budget.held == 7)
    }
    #expect(budget.held == 0)
  }

  @Test func whatDoesNotFitChangesNothing() {
    let budget = Budget(limit: 100)
    var first = Reservation(in: budget)
    var second = Reservation(in: budget)
    let fits = [first.resize(to: 70), second.resize(to: 31), second.resize(to: 30), first.resize(to: 71)]
    #expect(fits == [true, false, true, false])
    #expect(budget.held == 100)
    let shrinks = first.resize(to: 0)
    #expect(shrinks && budget.held == 30)
  }

  @Test func sharesAreCountedInTheWhole() {
    let whole = Budget(limit: 100)
    let (one, other) = (Budget(shareOf: whole), Budget(shareOf: whole))
    var first = Reservation(in: one)
    do {
      var second = Reservation(in: other)
      let fits = [first.resize(to: 60), second.resize(to: 40), second.resize(to: 41)]
      #expect(fits == [true, true, false])
      #expect([one, other, whole].map(\.held) == [60, 40, 100])
    }
    #expect([one, other, whole].map(\.held) == [60, 0, 60])
    let fits = first.resize(to: 100)
    #expect(fits && whole.held == 100)
  }

  @Test func aReservationEndsWithWhoeverHasItLast() {
    let budget = Budget(limit: 100)
    var body = Reservation(in: budget)
    let fits = body.resize(to: 10)
    var group = JobGroup()
    group.append(
      Job(
        asker: Asker(connection: 1, number: 0, tag: nil), work: .scan(.bytes([1]), .init()), arrival: 0,
        body: body))
    #expect(fits && budget.held == 10)
    let pool = WorkerPool(workerCount: 1)
    pool.submit(group)
    #expect(budget.held == 10)
    pool.close()
    #expect(budget.held == 0)
  }

  @Test func manyThreadsLeaveNothingBehind() {
    let budget = Budget(limit: 1000)
    DispatchQueue.concurrentPerform(iterations: 8) { thread in
      var generator = SeededGenerator(seed: UInt64(thread))
      for _ in 0..<2000 {
        var body = Reservation(in: budget)
        for _ in 0..<3 { _ = body.resize(to: generator.below(400)) }
        #expect(budget.held <= 1000 + 8 * 400)
      }
    }
    #expect(budget.held == 0)
  }
}

private let batch = "LOOKUP n=3 #b\n" + String(repeating: "\(DemoList.query)\n", count: 3)

/// Whichever way a request ends, its body is held no longer.
@Suite struct BodyEndingTests {
  private func heldByteCount(_ client: TestClient) -> Int? {
    client.ask("STATS\n").first { $0.hasPrefix("STAT body_bytes_held ") }
      .flatMap { Int($0.dropFirst("STAT body_bytes_held ".count)) }
  }

  private func isNothingHeld(_ server: RunningDaemon) throws -> Bool {
    let client = try server.connect()
    return eventually { heldByteCount(client) == 0 }
  }

  @Test(arguments: [
    "SCAN bytes=5\nhello", batch, "LOOKUP \(DemoList.query)\n", "SCAN bytes=0\n", "LOOKUP n=0\n",
    "SCAN bytes=5 frob=1\nhello", "LOOKUP n=1 frob=1\npdq:zz\n", "FROB bytes=5\nhello",
    "SCAN path=/nowhere\n", "SCAN fd\n", "QUIT\nSCAN bytes=5\nhello", "SCAN bytes=99999999999\nhello",
  ])
  func answeredAndRefused(text: String) throws {
    let server = try RunningDaemon(lines: DemoList.lines)
    let client = try server.connect()
    // A request is answered before the next of its connection, so its bytes are given back by then.
    let last = client.ask(text).last
    #expect(last != nil)
    if last?.contains("TOO_LARGE") == false, !text.hasPrefix("QUIT") { #expect(heldByteCount(client) == 0) }
    #expect(try isNothingHeld(server))
  }

  @Test(arguments: [
    "LOO", "SCAN bytes=100000\n", "SCAN bytes=100000\nhalf a body", "LOOKUP n=4\n\(DemoList.query)\npdq:",
    "SCAN bytes=100000 frob=1\nhalf", batch + batch + batch, "SCAN bytes=5\nhelloSCAN bytes=9\nhello",
  ])
  func droppedConnections(text: String) throws {
    let server = try RunningDaemon(lines: DemoList.lines)
    for _ in 0..<3 { try server.connect().send(text) }
    #expect(try isNothingHeld(server))
  }

  @Test func aBodyIsHeldWhileItArrives() throws {
    let server = try RunningDaemon()
    let client = try server.connect()
    let observer = try server.connect()
    client.send("SCAN bytes=100\n" + String(repeating: "x", count: 60))
    #expect(eventually { heldByteCount(observer) == 60 })
    client.send(String(repeating: "x", count: 40))
    #expect(client.reply().count == 2)
    #expect(heldByteCount(observer) == 0)
  }

  /// A body that fills the budget to the last byte is counted once: it is no second one while it is taken up.
  @Test func aBodyMayFillTheWholeBudget() throws {
    let server = try RunningDaemon { $0.limits.bodyByteCountTotalMax = 100_000 }
    let client = try server.connect()
    let body = String(repeating: "x", count: 100_000)
    for _ in 0..<3 { #expect(client.ask("SCAN bytes=100000\n" + body).count == 2) }
    #expect(client.ask("SCAN bytes=100001\nx" + body)[0].hasPrefix("ERR BUSY"))
    #expect(heldByteCount(client) == 0)
  }

  /// Who stalls takes nothing from who sends, as soon as it is the slower one.
  @Test func theSlowestBodyGivesWay() throws {
    let server = try RunningDaemon { $0.limits.bodyByteCountTotalMax = 100_000 }
    let (slow, good, observer) = (try server.connect(), try server.connect(), try server.connect())
    slow.send("SCAN bytes=60001 #slow\n" + String(repeating: "x", count: 60_000))
    #expect(eventually { heldByteCount(observer) == 60_000 })
    let body = String(repeating: "x", count: 90_000)
    #expect(eventually { good.ask("SCAN bytes=90000\n" + body).count == 2 })
    #expect(heldByteCount(observer) == 0)
    #expect(slow.ask("x").first?.hasPrefix("ERR BUSY retry after_ms=200") == true)
    #expect(slow.ask("PING\n") == ["PONG"])
  }

  /// A short look-up that stands on its line takes its few bytes from a body that does not end.
  @Test func queriesOnALineFindRoomBesideBodiesThatDoNotEnd() throws {
    let server = try RunningDaemon(lines: DemoList.lines) { $0.limits.bodyByteCountTotalMax = 1000 }
    let (slow, good, observer) = (try server.connect(), try server.connect(), try server.connect())
    slow.send("SCAN bytes=1001 #slow\n" + String(repeating: "x", count: 1000))
    #expect(eventually { heldByteCount(observer) == 1000 })
    #expect(good.ask("LOOKUP \(DemoList.query)\n").last?.contains(" known=1 ") == true)
    #expect(slow.ask("x").first?.hasPrefix("ERR BUSY retry after_ms=200") == true)
  }

  /// Pictures that have arrived and wait are given up by the client that holds most of them.
  @Test func whoHoldsMostGivesWay() throws {
    let server = try RunningDaemon {
      $0.limits.bodyByteCountTotalMax = 100_000
      $0.limits.bodyByteCountMax = 90_000
    }
    let workers = try SparseScans(server, count: 2)
    let (greedy, good, observer) = (try server.connect(), try server.connect(), try server.connect())
    let body = String(repeating: "x", count: 20_000)
    for number in 0..<4 { greedy.send("SCAN bytes=20000 #\(number)\n" + body) }
    #expect(eventually { heldByteCount(observer) == 80_000 })
    good.send("SCAN bytes=30000 #good\n" + body + body.prefix(10_000))
    #expect(eventually { heldByteCount(observer) == 90_000 })
    workers.end()
    #expect(good.reply().last?.hasPrefix("OK n=1") == true)
    #expect((0..<3).map { _ in greedy.reply().count } == [2, 2, 2])
    #expect(greedy.reply().first?.hasPrefix("ERR BUSY retry after_ms=200") == true)
    #expect(greedy.ask("PING\n") == ["PONG"])
  }

  @Test func theAdminSocketHasABudgetOfItsOwn() throws {
    let server = try RunningDaemon { $0.limits.bodyByteCountTotalMax = 100 }
    let (reader, admin) = (try server.connect(), try TestClient(server.adminSocketPath))
    reader.send("SCAN bytes=101\n" + String(repeating: "x", count: 100))
    #expect(eventually { heldByteCount(admin) == 100 })
    #expect(admin.ask("SCAN bytes=1000\n" + String(repeating: "x", count: 1000)).count == 2)
    #expect(heldByteCount(admin) == 100)
  }

  @Test func ofDescriptorsThatWaitThereIsABound() throws {
    let server = try RunningDaemon(lines: DemoList.lines) { $0.waitingFileCountMax = 1 }
    let full = try RunningDaemon(lines: DemoList.lines) { $0.waitingFileCountMax = 0 }
    let file = open(server.indexPath, O_RDONLY)
    defer { close(file) }
    for (server, start) in [(server, "ITEM i=0 "), (full, "ERR BUSY retry after_ms=200 ")] {
      let client = try server.connect()
      for _ in 0..<3 {
        client.send("SCAN fd\n", with: file)
        #expect(client.reply().first?.hasPrefix(start) == true)
      }
    }
  }

  @Test func workersRefusals() throws {
    let server = try RunningDaemon(lines: DemoList.lines) { $0.timeouts.queue = 0 }
    let client = try server.connect()
    #expect(client.ask("SCAN bytes=5\nhello")[0].hasPrefix("ERR TIMEOUT"))
    #expect(client.ask(batch)[0].hasPrefix("ERR TIMEOUT"))
    #expect(heldByteCount(client) == 0)
  }

  @Test func filesThatAreRead() throws {
    let server = try RunningDaemon { $0.limits.bodyByteCountMax = 10 }
    for (name, byteCount) in [("fits", 10), ("large", 11)] {
      try server.folder.write([UInt8](repeating: 1, count: byteCount), to: name)
      let file = open(server.folder.path(name), O_RDONLY)
      defer { close(file) }
      let client = try server.connect()
      client.send("SCAN fd\n", with: file)
      #expect(client.reply().count == 2)
      #expect(heldByteCount(client) == 0)
    }
  }

  @Test func filesWithoutAnEndTakeNoWorkerForLong() throws {
    let server = try RunningDaemon {
      $0.limits.bodyByteCountMax = 10
      $0.timeouts.digests = 0
    }
    try server.folder.write([], to: "sparse")
    #expect(truncate(server.folder.path("sparse"), 1 << 42) == 0)
    let file = open(server.folder.path("sparse"), O_RDONLY)
    defer { close(file) }
    let client = try server.connect()
    client.send("SCAN fd\n", with: file)
    let reply = client.reply()
    #expect(reply.first?.hasPrefix("ITEM i=0 verdict=unjudged reason=too_large") == true)
    #expect(reply.last?.hasPrefix("OK n=1 known=0 unjudged=1") == true)
  }

  /// A file of the kernel's that says it has a page and has a few bytes.
  private static let shortFile = "/sys/kernel/mm/transparent_hugepage/enabled"

  @Test(.enabled(if: FileManager.default.isReadableFile(atPath: shortFile))) func filesShorterThanTheySay()
    throws
  {
    let server = try RunningDaemon()
    let file = open(Self.shortFile, O_RDONLY)
    defer { close(file) }
    let client = try server.connect()
    client.send("SCAN fd\n", with: file)
    #expect(client.reply().count == 2)
    #expect(heldByteCount(client) == 0)
  }
}

/// Keeps workers busy, each with the digests of a file that has no end.
private final class SparseScans {
  private var clients: [TestClient] = []

  init(_ server: RunningDaemon, count: Int) throws {
    try server.folder.write([], to: "endless")
    truncate(server.folder.path("endless"), 1 << 42)
    let file = open(server.folder.path("endless"), O_RDONLY)
    defer { close(file) }
    for _ in 0..<count {
      let client = try server.connect()
      client.send("SCAN fd\n", with: file)
      clients.append(client)
    }
    let observer = try server.connect()
    try #require(
      eventually { observer.ask("STATS\n").contains("STAT requests_waiting \(count)") },
      "the scans were not begun")
  }

  func end() { clients = [] }
}
