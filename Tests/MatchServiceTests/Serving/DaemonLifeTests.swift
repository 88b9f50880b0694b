import CSystem
import Cells
import Foundation
import Logging
import Platform
import TestSupport
import Testing

@testable import MatchService

/// Starting, socket paths, reloading, ending.
@Suite struct DaemonLifeTests {
  private static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  private func makeDaemon(_ socketPath: String) throws -> Daemon {
    try Daemon(
      ServiceConfiguration(index: .file(path: "/nowhere"), socketPath: socketPath), logger: Self.silent)
  }

  @Test func liveSocketsAreLeftAlone() throws {
    let server = try RunningDaemon()
    #expect(throws: ServiceError.self) { try makeDaemon(server.socketPath) }
    #expect(try server.connect().ask("PING\n") == ["PONG"])
  }

  @Test func liveSocketsOfOthersAreLeftAlone() throws {
    let folder = try TemporaryFolder()
    let other = csystem_unix_socket()
    defer { close(other) }
    #expect(csystem_unix_bind(other, "\(folder.path)/s") == 0)
    listen(other, 1)
    do {
      _ = try makeDaemon("\(folder.path)/s")
      Issue.record("a live socket was taken over")
    } catch ServiceError.socketInUse(let path) { #expect(path == "\(folder.path)/s") }
    #expect(FileManager.default.fileExists(atPath: "\(folder.path)/s"))
    #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/s.lock"))
  }

  @Test func staleSocketsAreReplaced() throws {
    let folder = try TemporaryFolder()
    let stale = csystem_unix_socket()
    #expect(csystem_unix_bind(stale, "\(folder.path)/s") == 0)
    close(stale)
    let daemon = try makeDaemon("\(folder.path)/s")
    #expect(try TestClient("\(folder.path)/s").socket >= 0)
    withExtendedLifetime(daemon) {}
  }

  @Test func otherFilesAreLeftAlone() throws {
    let folder = try TemporaryFolder()
    try folder.write([1, 2, 3], to: "s")
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/l", withDestinationPath: "\(folder.path)/s")
    mkdir("\(folder.path)/d", 0o700)
    for (name, kind) in [("s", "a regular file"), ("l", "a symbolic link"), ("d", "a folder")] {
      do {
        _ = try makeDaemon("\(folder.path)/\(name)")
        Issue.record("\(name) was taken for a socket")
      } catch ServiceError.notASocket(_, let found) { #expect(found == kind) }
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/s")) == Data([1, 2, 3]))
  }

  @Test func ofManyThatStartAtOnceOneWins() throws {
    let folder = try TemporaryFolder()
    for _ in 0..<20 {
      let winners = Winners()
      DispatchQueue.concurrentPerform(iterations: 8) { _ in
        if let daemon = try? makeDaemon("\(folder.path)/s") { winners.add(daemon) }
      }
      #expect(winners.count == 1)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
  }

  private final class Winners: @unchecked Sendable {
    private let lock = NSLock()
    private var daemons: [Daemon] = []
    func add(_ daemon: Daemon) { lock.withLock { daemons.append(daemon) } }
    var count: Int { lock.withLock { daemons.count } }
  }

  @Test func pathsThatCannotBeSocketsAreRefused() throws {
    let folder = try TemporaryFolder()
    do {
      _ = try makeDaemon("\(folder.path)/" + String(repeating: "x", count: 107))
      Issue.record("a path that is too long was taken")
    } catch ServiceError.pathTooLong(_, let limit) { #expect(limit == 107) }
    do {
      _ = try makeDaemon("\(folder.path)/missing/s")
      Issue.record("a path in a missing folder was taken")
    } catch ServiceError.system(let error) { #expect(error.code == ENOENT) }
  }

  @Test func socketModesAreAsAsked() throws {
    let server = try RunningDaemon { $0.socketMode = 0o622 }
    for (path, mode) in [(server.socketPath, mode_t(0o622)), (server.adminSocketPath, 0o600)] {
      var status = stat()
      #expect(stat(path, &status) == 0)
      #expect(status.st_mode & 0o777 == mode)
    }
  }

  @Test func missingAndForeignIndexesEndTheDaemon() throws {
    let folder = try TemporaryFolder()
    try folder.write(Array("no index".utf8), to: "text")
    for name in ["missing", "text"] {
      let server = try RunningDaemon(waitsUntilReady: false) {
        $0.index = .file(path: "\(folder.path)/\(name)")
      }
      guard case .index = server.waitForEnd() else {
        Issue.record("\(name) was served")
        continue
      }
    }
  }

  @Test func damagedIndexesAreNotServed() throws {
    let server = try RunningDaemon(lines: DemoList.lines)
    let admin = try TestClient(server.adminSocketPath)
    var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: server.indexPath)))
    bytes[4096 + 5] ^= 1
    try server.folder.write(bytes, to: "damaged")
    rename("\(server.folder.path)/damaged", server.indexPath)
    #expect(admin.ask("RELOAD\n")[0].hasPrefix("ERR INTERNAL fatal id="))
    #expect(admin.ask("HEALTH\n")[0].contains("generation=812"))
  }

  @Test func signalsReloadWithoutAReply() throws {
    let server = try RunningDaemon(lines: DemoList.lines)
    let client = try server.connect()
    try RunningDaemon.writeIndex(DemoList.lines, to: server.indexPath, generation: 900)
    server.daemon.reload()
    #expect(eventually { client.ask("HEALTH\n")[0].contains("generation=900") })
  }

  @Test func reloadsUnderLoadLoseNothing() throws {
    let server = try RunningDaemon(lines: DemoList.lines, generation: 1)
    let client = try server.connect()
    let requestCount = 1500
    let sender = Sender(client, (0..<requestCount).map { "LOOKUP \(DemoList.query) #\($0)\n" }.joined())
    let admin = try TestClient(server.adminSocketPath)
    for generation in 2..<12 {
      try RunningDaemon.writeIndex(DemoList.lines, to: server.indexPath, generation: UInt64(generation))
      #expect(admin.ask("RELOAD\n") == ["OK generation=\(generation) entries=6"])
    }
    for number in 0..<requestCount {
      let lines = client.reply()
      #expect(lines.count == 4)
      #expect(lines.last?.hasSuffix("#\(number)") == true)
    }
    sender.wait()
  }

  @Test func drainingAnswersWhatWasAsked() throws {
    let server = try RunningDaemon(lines: DemoList.lines)
    let client = try server.connect()
    let idle = try server.connect()
    #expect(idle.ask("PING\n") == ["PONG"])
    let batch =
      "LOOKUP n=2000 reply=known\n" + String(repeating: "\(DemoList.query.flipping(100))\n", count: 2000)
    client.send(batch + "PING #last\n")
    #expect(client.ask("").count == 1)
    server.daemon.drain()
    #expect(client.reply() == ["PONG #last"])
    #expect(client.isEnded)
    #expect(idle.isEnded)
    #expect(server.waitForEnd() == nil)
    #expect(try FileManager.default.contentsOfDirectory(atPath: server.folder.path) == ["index"])
  }

  @Test func requestsAfterTheDrainAreTurnedAway() throws {
    let server = try RunningDaemon(lines: DemoList.lines)
    let client = try server.connect()
    let idle = try (0..<8).map { _ in try server.connect() }
    // Half a request keeps the connection open; what begins after the drain is refused.
    client.send("PING #1\nLOOKUP n=2 #2\n\(DemoList.query)\n")
    #expect(client.reply() == ["PONG #1"])
    server.daemon.drain()
    // The drain has come once those that ask nothing are gone.
    for connection in idle { #expect(connection.isEnded) }
    client.send("pdq:zz\nPING #3\nPING #4\n")
    #expect(client.reply().last?.hasSuffix("#2") == true)
    #expect(client.reply()[0].hasPrefix("ERR DRAINING retry after_ms=1000 msg="))
    #expect(client.isEnded)
    #expect(server.waitForEnd() == nil)
  }

  @Test func stoppingDoesNotWait() throws {
    let server = try RunningDaemon(lines: DemoList.lines)
    let client = try server.connect()
    client.send("SCAN bytes=100\nhalf")
    server.daemon.stop()
    #expect(server.waitForEnd() == nil)
  }

  @Test func stoppingDoesNotWaitForAnIndex() throws {
    let isFree = DispatchSemaphore(value: 0)
    defer { isFree.signal() }
    let server = try RunningDaemon(waitsUntilReady: false, beforeLoading: { isFree.wait() })
    #expect(try server.connect().ask("HEALTH\n")[0].hasPrefix("ERR NOT_READY"))
    server.daemon.stop()
    #expect(server.waitForEnd() == nil)
  }

  /// Look-ups need no decoder; that none can be started ends the daemon all the same.
  @Test func theSocketAnswersBeforeTheCellsDo() throws {
    let folder = try TemporaryFolder()
    mkfifo(folder.path("pipe"), 0o600)
    let server = try RunningDaemon(lines: DemoList.lines, waitsUntilReady: false) {
      $0.cells = CellSettings(program: "/bin/cat", arguments: [folder.path("pipe")], cellCount: 1)
    }
    let client = try server.connect()
    #expect(eventually { client.ask("LOOKUP \(DemoList.query)\n").count == 4 })
    #expect(client.ask("SCAN bytes=3\nabc")[0].hasPrefix("ERR NOT_READY retry "))
    #expect(client.ask("HEALTH\n")[0].hasPrefix("ERR NOT_READY retry "))
    close(open(folder.path("pipe"), O_WRONLY))
    guard case .cells = server.waitForEnd() else {
      Issue.record("a daemon without decoders went on")
      return
    }
  }

  @Test func aWorkerThatDoesNotComeBackIsNotReady() throws {
    let pools = WorkerPools(workerCount: 1)
    let timeouts = ServiceTimeouts(health: 10)
    let stuckAtFirst = pools.areStuck(timeouts, at: Clock.microseconds + 1_000_000)
    let (isTaken, isFree) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    try pools[.short].start {
      { _ in
        isTaken.signal()
        isFree.wait()
      }
    }
    pools[.short].submit(JobGroup())
    isTaken.wait()
    let stuckSoon = pools.areStuck(timeouts, at: 0)
    let stuckLater = pools.areStuck(timeouts, at: Clock.microseconds + 10_001)
    #expect((stuckAtFirst, stuckSoon, stuckLater) == (false, false, true))
    isFree.signal()
    let isFreeAgain = eventually { !pools.areStuck(timeouts, at: Clock.microseconds + 1_000_000) }
    #expect(isFreeAgain)
    pools.close()
  }

  @Test func whatIsNoFileAtTheIndexPathHoldsUpNoLaterReload() throws {
    let server = try RunningDaemon(lines: DemoList.lines)
    let admin = try TestClient(server.adminSocketPath)
    try FileManager.default.moveItem(atPath: server.indexPath, toPath: server.indexPath + ".aside")
    mkfifo(server.indexPath, 0o600)
    #expect(admin.ask("RELOAD\n")[0].hasPrefix("ERR INTERNAL fatal "))
    #expect(try server.connect().ask("LOOKUP \(DemoList.query)\n").count == 4)
    try FileManager.default.removeItem(atPath: server.indexPath)
    try FileManager.default.moveItem(atPath: server.indexPath + ".aside", toPath: server.indexPath)
    #expect(admin.ask("RELOAD\n")[0].hasPrefix("OK generation=812 "))
  }

  @Test func whoComesAfterIsLeftAlone() throws {
    let server = try RunningDaemon(lines: DemoList.lines)
    server.daemon.stop()
    #expect(server.waitForEnd() == nil)
    let next = try makeDaemon(server.socketPath)
    server.daemon.drain()
    #expect(FileManager.default.fileExists(atPath: server.socketPath))
    #expect(FileManager.default.fileExists(atPath: server.socketPath + ".lock"))
    withExtendedLifetime(next) {}
  }
}
