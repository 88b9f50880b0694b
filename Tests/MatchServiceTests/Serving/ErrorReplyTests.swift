import Foundation
import MatchService
import TestSupport
import Testing

/// Every error code, and whether the connection outlives it.
@Suite struct ErrorReplyTests {
  @Test(arguments: [
    ("LOOKUP\n", "BAD_REQUEST"), ("\n", "BAD_REQUEST"), ("FROB\n", "UNKNOWN_VERB"),
    ("FROB bytes=4\nPING", "UNKNOWN_VERB"), ("LOOKUP n=2 frob=1\nPING\nPING\n", "UNKNOWN_KEY"),
    ("SCAN bytes=4 frob=1\nPING", "UNKNOWN_KEY"), ("HELLO matchd/9\n", "UNSUPPORTED_VERSION"),
    ("LOOKUP n=3\nPING\nPING\nPING\n", "TOO_MANY"), ("LOOKUP a b c\n", "TOO_MANY"),
    ("LOOKUP n=1 threshold=65\nPING\n", "TOO_MANY"), ("SCAN bytes=4 threshold=65\nPING", "TOO_MANY"),
    ("LOOKUP a max_matches=1001\n", "TOO_MANY"), ("SCAN fd max_matches=1001\n", "TOO_MANY"),
    ("LOOKUP n=1 nearest=1001\nPING\n", "TOO_MANY"),
    ("SCAN fd\n", "FD_MISSING"), ("SCAN path=/etc/hostname\n", "FORBIDDEN"), ("RELOAD\n", "FORBIDDEN"),
    ("SCAN bytes=7 threshold=999\nLOOKUP\n", "BAD_REQUEST"),
  ])
  func clientsMistakesLeaveTheConnectionOpen(request: String, code: String) throws {
    let server = try RunningDaemon { $0.limits.batchCountMax = 2 }
    let client = try server.connect()
    let lines = client.ask(request)
    #expect(lines.count == 1)
    #expect(lines.first?.hasPrefix("ERR \(code) fix ") == true)
    #expect(client.ask("PING #after\n") == ["PONG #after"])
  }

  @Test func unexpectedDescriptorsAreRefused() throws {
    let server = try RunningDaemon()
    let client = try server.connect()
    let file = open("/dev/null", O_RDONLY)
    defer { close(file) }
    client.send("PING\n", with: file)
    #expect(client.reply()[0].hasPrefix("ERR FD_UNEXPECTED fix msg="))
    client.send("SCAN bytes=2\nhi", with: file)
    #expect(client.reply()[0].hasPrefix("ERR FD_UNEXPECTED fix msg="))
    #expect(client.ask("SCAN fd\n")[0].hasPrefix("ERR FD_MISSING fix msg="))
    client.send("SCAN fd\n", with: file)
    #expect(client.reply()[0].hasPrefix("ERR BAD_REQUEST fix msg=expected%20a%20regular%20file"))
    #expect(client.ask("PING\n") == ["PONG"])
  }

  @Test func longLinesEndTheConnectionAfterTheReply() throws {
    let server = try RunningDaemon()
    let client = try server.connect()
    client.send("PING #1\n" + String(repeating: "x", count: 70_000) + "\nPING\n")
    #expect(client.reply() == ["PONG #1"])
    #expect(client.reply()[0].hasPrefix("ERR LINE_TOO_LONG fix limit=65536 msg="))
    #expect(client.isEnded)
  }

  @Test func farTooManyQueriesEndTheConnection() throws {
    let server = try RunningDaemon()
    let client = try server.connect()
    client.send("LOOKUP n=100001 #t\npdq:00\n")
    let lines = client.reply()
    #expect(lines[0].hasPrefix("ERR TOO_MANY fix key=queries limit=10000 msg="))
    #expect(lines[0].hasSuffix(" #t"))
    #expect(client.isEnded)
  }

  @Test func tooLargeBodiesDoNotLoseTheReply() throws {
    let server = try RunningDaemon { $0.limits.bodyByteCountMax = 1 << 20 }
    let client = try server.connect()
    // The client sends its whole body before it looks for a reply, as simple clients do.
    client.send("SCAN bytes=20000000 #big\n")
    client.send([UInt8](repeating: 7, count: 20_000_000))
    let lines = client.reply()
    #expect(lines[0].hasPrefix("ERR TOO_LARGE fix limit=1048576 msg="))
    #expect(lines[0].hasSuffix(" #big"))
    client.endSending()
    #expect(client.isEnded)
  }

  @Test func bodiesBeyondTheBudgetAreReadPast() throws {
    let server = try RunningDaemon { $0.limits.bodyByteCountTotalMax = 100_000 }
    let client = try server.connect()
    client.send("SCAN bytes=300000 #big\n")
    client.send([UInt8](repeating: 7, count: 300_000))
    client.send("SCAN bytes=5 #small\nhello")
    let lines = client.reply()
    #expect(lines.count == 1)
    #expect(lines[0].hasPrefix("ERR BUSY retry after_ms=200 msg="))
    #expect(lines[0].hasSuffix(" #big"))
    #expect(client.reply().count == 2)
    #expect(client.ask("STATS\n").contains("STAT body_bytes_held 0"))
  }

  @Test func filesBeyondTheBudgetAreRefused() throws {
    let server = try RunningDaemon { $0.limits.bodyByteCountTotalMax = 3 }
    try server.folder.write(Array("hello".utf8), to: "file")
    let file = open("\(server.folder.path)/file", O_RDONLY)
    defer { close(file) }
    let client = try server.connect()
    client.send("SCAN fd\n", with: file)
    #expect(client.reply()[0].hasPrefix("ERR BUSY retry after_ms=200 msg="))
    #expect(client.ask("STATS\n").contains("STAT body_bytes_held 0"))
  }

  @Test func furtherConnectionsAreTurnedAway() throws {
    let server = try RunningDaemon { $0.connectionCountMax = 2 }
    let first = try server.connect()
    #expect(first.ask("PING\n") == ["PONG"])
    let second = try server.connect()
    #expect(second.ask("PING\n") == ["PONG"])
    let third = try server.connect()
    #expect(third.reply()[0].hasPrefix("ERR BUSY retry limit=2 after_ms=200 msg="))
    #expect(third.isEnded)
    #expect(first.ask("PING\n") == ["PONG"])
    // Readers cannot use up what admins have.
    #expect(try TestClient(server.adminSocketPath).ask("RELOAD\n")[0].hasPrefix("OK "))
  }

  /// The bound of one reply, however few bytes or lines are left: what does not fit is told item by item.
  @Test func itemsThatNoLongerFitIntoTheReplySaySo() throws {
    let batch = "LOOKUP n=5 #t\n" + String(repeating: "\(DemoList.query)\n", count: 5)
    for (byteCount, lineCount) in [(1_000, 100), (1 << 20, 7)] {
      let server = try RunningDaemon(lines: DemoList.lines) {
        $0.limits.replyByteCountMax = byteCount
        $0.limits.replyLineCountMax = lineCount
      }
      let client = try server.connect()
      let lines = client.ask(batch)
      let items = lines.filter { $0.hasPrefix("ITEM ") }
      let known = items.prefix { $0.contains(" verdict=known ") }
      #expect(items.count == 5 && !known.isEmpty && known.count < 5)
      for (number, item) in items.enumerated().dropFirst(known.count) {
        #expect(item.hasPrefix("ITEM i=\(number) error=TOO_LARGE class=fix msg=") && item.hasSuffix(" #t"))
      }
      #expect(lines.filter { $0.hasPrefix("ALSO ") }.count == 2 * known.count)
      #expect(
        lines.last?.hasPrefix("OK n=5 known=\(known.count) unjudged=0 errors=\(5 - known.count) ") == true)
      #expect(client.ask("LOOKUP \(DemoList.query)\n").count == 4)
    }
  }

  @Test func lookupsThatTakeTooLongSaySoItemByItem() throws {
    let server = try RunningDaemon(lines: DemoList.lines) { $0.timeouts.work = 0 }
    let lines = try server.connect().ask("LOOKUP n=2 reply=known\npdq:00\n\(DemoList.query)\n")
    #expect(lines.count == 3)
    #expect(lines[1].hasPrefix("ITEM i=1 error=TIMEOUT class=retry msg="))
    #expect(lines[2].hasPrefix("OK n=2 known=0 unjudged=0 errors=2 "))
  }

  @Test func requestsThatWaitTooLongTimeOut() throws {
    let server = try RunningDaemon(waitsUntilReady: false) { $0.timeouts.queue = 0 }
    let client = try server.connect()
    #expect(client.ask("LOOKUP n=1 #t\npdq:00\n")[0].hasPrefix("ERR TIMEOUT retry after_ms=1000 msg="))
    #expect(client.ask("PING\n") == ["PONG"])
  }

  @Test(arguments: [
    ("SCAN bytes=10 #t\nhello", " #t"), ("LOOKUP n=2 #t\npdq:00\n", " #t"), ("LOOKUP n=2 #t\npdq:", " #t"),
    ("SCAN bytes=10 frob=1 #t\nhello", " #t"), ("PIN", ""),
  ])
  func unfinishedRequestsEndTheConnection(text: String, tag: String) throws {
    let server = try RunningDaemon { $0.timeouts.request = 100 }
    let client = try server.connect()
    client.send("PING #first\n" + text)
    #expect(client.reply() == ["PONG #first"])
    let reply = client.reply()[0]
    #expect(
      reply.hasPrefix("ERR TIMEOUT retry after_ms=1000 msg=expected%20the%20rest") && reply.hasSuffix(tag))
    client.send("hello\nPING #smuggled\n")
    #expect(client.isEnded)
    let other = try server.connect()
    #expect(eventually { other.ask("STATS\n").contains("STAT body_bytes_held 0") })
  }

  /// One byte now and then is no reason to wait for ever.
  @Test func requestsThatDribbleInEndTheConnection() throws {
    let server = try RunningDaemon { $0.timeouts.wholeRequest = 200 }
    let client = try server.connect()
    client.send("SCAN bytes=100000 #t\n")
    let isOver = eventually {
      client.send("x")
      return (try? server.connect().ask("STATS\n").contains("STAT errors_timeout 1")) == true
    }
    #expect(isOver)
    #expect(client.reply()[0].hasPrefix("ERR TIMEOUT retry after_ms=1000 msg=expected%20the%20rest"))
  }

  /// The workers have more to do than they can, and `HEALTH` says so; once they have done it, it does not.
  @Test func whoseRequestsWaitIsNotReady() throws {
    let server = try RunningDaemon(lines: DemoList.lines) {
      $0.timeouts.health = 0
      $0.workerCount = 1
    }
    let greedy = try server.connect()
    let batch =
      "LOOKUP n=5000 reply=known\n" + String(repeating: "\(DemoList.query.flipping(100))\n", count: 5000)
    let sender = Sender(greedy, String(repeating: batch, count: 20))
    let other = try server.connect()
    #expect(
      eventually { other.ask("HEALTH\n")[0].hasPrefix("ERR NOT_READY retry after_ms=500 msg=a%20request%20") }
    )
    for _ in 0..<20 { #expect(greedy.reply().count == 1) }
    sender.wait()
    #expect(eventually { other.ask("HEALTH\n")[0].hasPrefix("OK ready=yes ") })
  }

  @Test(arguments: [
    "SCAN bytes=18446744073709551616", "SCAN bytes=1000000000000000", "SCAN bytes=04", "SCAN bytes=+4",
    "SCAN bytes=-4", "SCAN bytes=", "SCAN bytes=4x", "SCAN bytes=%zz", "SCAN bytes=%zz bytes=4",
    "LOOKUP n=03", "LOOKUP n=18446744073709551616", "LOOKUP n=", "LOOKUP md5:00 n=-1", "FROB bytes=00",
    "FROB n=x",
  ])
  func countsThatCannotBeReadEndTheConnection(line: String) throws {
    let server = try RunningDaemon()
    let client = try server.connect()
    client.send("\(line) #t\nQUIT #smuggled\n")
    let reply = client.reply()[0]
    let code = line.hasPrefix("FROB") ? "UNKNOWN_VERB" : "BAD_REQUEST"
    #expect(reply.hasPrefix("ERR \(code) fix msg=") && reply.hasSuffix(" #t"))
    #expect(client.isEnded)
  }

  @Test(arguments: ["GET / HTTP/1.1\r", "POST /a", "LOOKUP /a HTTP/1.0"])
  func browsersAreHungUpOnWhereTheyCanCall(line: String) throws {
    let server = try RunningDaemon()
    let text = "\(line)\nPING #smuggled\n"
    let port = try #require(server.daemon.port)
    let remote = try TestClient(port: port)
    #expect(remote.ask(text)[0].hasPrefix("ERR "))
    #expect(remote.isEnded)
    let local = try server.connect()
    #expect(!local.ask(text).isEmpty)
    #expect(local.reply() == ["PONG #smuggled"])
  }

  @Test func descriptorsAreAFeatureOfUnixSocketsAlone() throws {
    let server = try RunningDaemon()
    let port = try #require(server.daemon.port)
    let remote = try TestClient(port: port)
    #expect(!remote.ask("HELLO matchd/1\n")[0].hasSuffix(",fd"))
    #expect(remote.ask("SCAN fd\n")[0].hasPrefix("ERR FD_MISSING fix"))
    #expect(try server.connect().ask("HELLO matchd/1\n")[0].hasSuffix(",bytes,fd"))
  }

  @Test func earlyCallersAreAskedToComeAgain() throws {
    let folder = try TemporaryFolder()
    let isFree = DispatchSemaphore(value: 0)
    let server = try RunningDaemon(
      waitsUntilReady: false, configure: { $0.index = .file(path: "\(folder.path)/missing") },
      beforeLoading: { isFree.wait() })
    let client = try server.connect()
    #expect(client.ask("HEALTH\n")[0].hasPrefix("ERR NOT_READY retry after_ms=500 msg="))
    #expect(client.ask("SCAN bytes=4 #s\nPING")[0].hasPrefix("ERR NOT_READY retry after_ms=500 msg="))
    #expect(client.ask("LOOKUP n=1\nPING\n")[0].hasPrefix("ERR NOT_READY retry after_ms=500 msg="))
    #expect(client.ask("PING\n") == ["PONG"])
    #expect(client.ask("HELLO matchd/1\n")[0].contains("generation=0"))
    isFree.signal()
    guard case .index = server.waitForEnd() else {
      Issue.record("a first index that cannot be opened has to end the daemon")
      return
    }
  }
}
