import Foundation
import MatchService
import Synchronization
import TestSupport
import Testing

/// Pipelining, and clients that behave badly.
@Suite struct ConnectionTests {
  @Test func repliesComeInRequestOrder() throws {
    let server = try RunningDaemon(lines: DemoList.lines)
    let client = try server.connect()
    let batch =
      "LOOKUP n=100 reply=known #b\n" + String(repeating: "\(DemoList.query.flipping(100))\n", count: 100)
    var text = ""
    for number in 0..<50 {
      text += batch.replacingOccurrences(of: "#b", with: "#b\(number)")
      text += "PING #p\(number)\nSCAN bytes=3 #s\(number)\nabcLOOKUP md5:zz #l\(number)\n"
    }
    let sender = Sender(client, text)
    for number in 0..<50 {
      #expect(client.reply().last?.hasSuffix("#b\(number)") == true)
      #expect(client.reply() == ["PONG #p\(number)"])
      #expect(client.reply().last?.hasSuffix("#s\(number)") == true)
      #expect(client.reply().last?.hasSuffix("#l\(number)") == true)
    }
    sender.wait()
  }

  @Test func moreRequestsThanMayBeInFlightAreAllAnswered() throws {
    let server = try RunningDaemon(lines: DemoList.lines) { $0.limits.inflightMax = 2 }
    let client = try server.connect()
    let sender = Sender(client, (0..<2000).map { "LOOKUP \(DemoList.query) #\($0)\n" }.joined())
    for number in 0..<2000 { #expect(client.reply().last?.hasSuffix("#\(number)") == true) }
    sender.wait()
  }

  @Test func everyCutOfTheStreamIsUnderstood() throws {
    let server = try RunningDaemon(lines: DemoList.lines)
    let client = try server.connect()
    for byte in Array("LOOKUP n=1 #t\nmd5:00112233445566778899aabbccddeeff\nSCAN bytes=3\nabcPING\n".utf8) {
      client.send([byte])
    }
    #expect(client.reply().count == 2)
    #expect(client.reply().count == 2)
    #expect(client.reply() == ["PONG"])
  }

  @Test func clientsMayStopSendingAndStillRead() throws {
    let server = try RunningDaemon(lines: DemoList.lines)
    let client = try server.connect()
    client.send("LOOKUP \(DemoList.query)\nPING\nPIN")
    client.endSending()
    #expect(client.reply().count == 4)
    #expect(client.reply() == ["PONG"])
    #expect(client.isEnded)
  }

  @Test func badClientsCostOnlyThemselves() throws {
    let server = try RunningDaemon(lines: DemoList.lines)
    let good = try server.connect()
    var generator = SeededGenerator(seed: 61)
    for round in 0..<50 {
      let bad = try server.connect()
      switch round % 5 {
      case 0: bad.send((0..<5000).map { _ in UInt8.random(in: 0...255, using: &generator) })
      case 1: bad.send("SCAN bytes=1000000\nhalf a body")
      case 2: bad.send("LOOKUP n=1000\npdq:00\n")
      case 3: bad.send("LOOKUP n=300\n" + String(repeating: "\(DemoList.query)\n", count: 300))
      default: bad.send("SCAN fd\nSCAN bytes=4\nPI")
      }
      if round == 25 { #expect(good.ask("LOOKUP \(DemoList.query)\n").count == 4) }
    }
    #expect(good.ask("LOOKUP \(DemoList.query)\n").count == 4)
    #expect(eventually { good.ask("STATS\n").contains("STAT connections_open 1") })
    #expect(eventually { good.ask("STATS\n").contains("STAT body_bytes_held 0") })
  }

  /// Connections that are made anew for each request do not go before those that stay.
  @Test func whoCallsAgainAndAgainKeepsNobodyWaiting() throws {
    let server = try RunningDaemon(lines: DemoList.lines)
    let good = try server.connect()
    let flood = Recaller(server.socketPath, "LOOKUP" + String(repeating: " n=1", count: 2_000) + "\n")
    #expect(eventually { flood.callCount > 50 })
    let start = flood.callCount
    for _ in 0..<50 { #expect(good.ask("PING\n") == ["PONG"]) }
    let count = flood.callCount - start
    flood.end()
    #expect(count < 500, "\(count) calls beside 50 answers")
  }

  @Test func onePeersConnectionsKeepNoOtherOut() throws {
    let server = try RunningDaemon(lines: DemoList.lines) { $0.connectionCountMax = 4 }
    let port = try #require(server.daemon.port)
    let users = try (0..<3).map { _ in try server.connect() }
    for user in users { #expect(user.ask("PING\n") == ["PONG"]) }
    var callers: [TestClient] = []
    for answer in ["PONG", "PONG", "ERR BUSY"] {
      let caller = try TestClient(port: port)
      #expect(caller.ask("PING\n").first?.hasPrefix(answer) == true)
      callers.append(caller)
    }
    #expect(users.filter { $0.ask("PING\n") == ["PONG"] }.count == 2)
  }

  @Test func readersThatDoNotReadAreCutOff() throws {
    let server = try RunningDaemon(lines: DemoList.lines) {
      $0.timeouts.write = 300
      $0.limits.thresholdMax = 256
    }
    let lazy = try server.connect()
    let batch = "LOOKUP n=1000 threshold=256\n" + String(repeating: "\(DemoList.query)\n", count: 1000)
    _ = Sender(lazy, String(repeating: batch, count: 4))
    let good = try server.connect()
    #expect(eventually { good.ask("STATS\n").contains("STAT connections_timed_out 1") })
  }

  @Test func idleConnectionsAreClosed() throws {
    let server = try RunningDaemon { $0.timeouts.idle = 100 }
    let client = try server.connect()
    #expect(client.isEnded)
  }

  @Test func floodsOfSmallRequestsAreAnsweredInTurns() throws {
    let server = try RunningDaemon(lines: DemoList.lines)
    let floods = [
      String(repeating: "\n", count: 20_000), String(repeating: "PING\n", count: 20_000),
      String(repeating: "STATS\n", count: 300), String(repeating: "LOOKUP md5:zz\n", count: 3_000),
    ]
    let clients = try floods.map { (try server.connect(), $0) }
    let senders = clients.map { Sender($0, $1) }
    let good = try server.connect()
    for _ in 0..<20 { #expect(good.ask("PING\n") == ["PONG"]) }
    for (client, flood) in clients {
      for _ in 0..<flood.utf8.count(where: { $0 == 10 }) where client.reply().isEmpty {
        Issue.record("a reply is missing")
      }
    }
    for sender in senders { sender.wait() }
  }

  @Test func busyConnectionsDoNotStarveOthers() throws {
    let server = try RunningDaemon(lines: DemoList.lines)
    let greedy = try server.connect()
    let batch =
      "LOOKUP n=400 reply=known\n" + String(repeating: "\(DemoList.query.flipping(100))\n", count: 400)
    let sender = Sender(greedy, String(repeating: batch, count: 40))
    let other = try server.connect()
    #expect(eventually { !other.ask("STATS\n").contains("STAT requests_waiting 0") })
    // With turns by connection, the small request is answered long before the sixteen thousand queries are.
    #expect(other.ask("LOOKUP \(DemoList.query)\n").count == 4)
    let waiting = other.ask("STATS\n").first { $0.hasPrefix("STAT requests_waiting") }
    #expect(waiting != "STAT requests_waiting 0")
    for _ in 0..<40 { #expect(greedy.reply().count == 1) }
    sender.wait()
  }
}

/// Connects, sends and takes the reply, again and again, on eight threads, until it is gone.
private final class Recaller: Sendable {
  private let state = Mutex((callCount: 0, isOver: false))
  private let done = DispatchGroup()

  init(_ path: String, _ text: String) {
    for _ in 0..<8 {
      done.enter()
      Thread.detachNewThread { [self] in
        defer { done.leave() }
        while state.withLock({ !$0.isOver }) {
          _ = (try? TestClient(path))?.ask(text)
          state.withLock { $0.callCount += 1 }
        }
      }
    }
  }

  var callCount: Int { state.withLock { $0.callCount } }

  func end() {
    state.withLock { $0.isOver = true }
    done.wait()
  }
}

/// Sends from a thread of its own, so that a test can read meanwhile.
final class Sender: @unchecked Sendable {
  private let done = DispatchSemaphore(value: 0)
  private let client: TestClient

  init(_ client: TestClient, _ text: String) {
    self.client = client
    Thread.detachNewThread { [self] in
      client.send(Array(text.utf8))
      done.signal()
    }
  }

  func wait() { done.wait() }
}
