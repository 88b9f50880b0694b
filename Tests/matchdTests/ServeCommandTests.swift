import Foundation
import Glibc
import Platform
import TestSupport
import Testing

@Suite struct ServeCommandTests {
  private static let known = "4739f399aa1c9c2755eb99c68a059639f7ba61f04063945b9fdc8ee080626f9a"

  @Test func theDaemonAnswersAsTheIndexDoes() throws {
    let scratch = try TemporaryFolder()
    let index = try scratch.demoIndex()
    let daemon = try RunningDaemon(["--index", index], in: scratch)
    let queries =
      "\(Self.known)\npdq:zz\n\nmd5:00112233445566778899aabbccddeeff\n" + String(repeating: "x", count: 9000)
    let remote = try Program.run(["lookup", "--socket", daemon.socket], input: queries)
    let local = try Program.run(["lookup", "--index", index], input: queries)
    #expect(remote.status == local.status && local.lines.count == 5)
    for (there, here) in zip(try remote.objects, try local.objects) {
      #expect(NSDictionary(dictionary: there) == NSDictionary(dictionary: here))
    }
  }

  @Test func aScanThroughTheDaemonSaysTheSame() throws {
    let scratch = try TemporaryFolder()
    let index = try scratch.demoIndex()
    let daemon = try RunningDaemon(["--index", index], in: scratch)
    let arguments = ["--format", "jsonl", "demo/pictures/odd", "demo/pictures/copies/gray.jpg", "missing"]
    let remote = try Program.run(["scan", "--socket", daemon.socket] + arguments)
    let local = try Program.run(["scan", "--index", index] + arguments)
    #expect(remote.status == 1 && local.status == 1)
    #expect(local.lines.count == 5)
    for (there, here) in zip(try remote.objects, try local.objects) {
      #expect(NSDictionary(dictionary: there) == NSDictionary(dictionary: here))
    }
  }

  @Test func healthStatsAndReload() throws {
    let scratch = try TemporaryFolder()
    let admin = scratch.path("admin.sock")
    let daemon = try RunningDaemon(
      ["--index", try scratch.demoIndex(), "--admin-socket", admin], in: scratch)
    let health = try Program.run(["health", "--socket", daemon.socket])
    #expect(health.status == 0)
    #expect(health.output.hasPrefix("ready=yes generation=0 ") && health.output.contains(" entries=40"))
    #expect(health.output.contains(" lists=garden:14,harbour:26 "))
    let stats = try Program.run(["stats", "--socket", daemon.socket])
    #expect(stats.status == 0 && stats.lines.allSatisfy { $0.split(separator: "\t").count == 2 })
    let exposition = try Program.run(["stats", "--prometheus", "--socket", daemon.socket])
    #expect(exposition.status == 0 && exposition.output.contains("# TYPE "))
    #expect(try Program.run(["reload", "--socket", daemon.socket]).status == 2)
    let reload = try Program.run(["reload", "--socket", admin])
    #expect(reload.status == 0 && reload.output.hasPrefix("generation=0"), "\(reload.errors)")
  }

  @Test func healthMayAskForEntriesAndForAnAge() throws {
    let scratch = try TemporaryFolder()
    let daemon = try RunningDaemon(["--index", try scratch.demoIndex()], in: scratch)
    func health(_ options: String...) throws -> Program.Outcome {
      try Program.run(["health", "--socket", daemon.socket] + options)
    }
    #expect(try health("--min-entries", "40", "--max-age", "1h").status == 0)
    let small = try health("--min-entries", "41")
    #expect(small.status == 2 && small.errors.contains("expected at least 41 entries, found entries=40"))
    let isOld = try eventually { try health("--max-age", "0").status == 2 }
    #expect(isOld)
    #expect(try health("--max-age", "1w").status == 64 && health("--min-entries", "-1").status == 64)
  }

  /// Nobody reads the log: its pipe was full before the daemon wrote a word.
  @Test func aFullPipeOnStandardErrorHoldsUpNothing() throws {
    let scratch = try TemporaryFolder()
    let pipe = Pipe()
    let end = pipe.fileHandleForWriting.fileDescriptor
    _ = fcntl(end, F_SETFL, O_NONBLOCK)
    let block = [UInt8](repeating: 0, count: 4096)
    while write(end, block, block.count) > 0 {}
    _ = fcntl(end, F_SETFL, 0)
    let daemon = try RunningDaemon(
      ["--index", try scratch.demoIndex()], in: scratch, standardError: pipe.fileHandleForWriting)
    let lookup = try Program.run(["lookup", "--socket", daemon.socket], input: "\(Self.known)\n")
    #expect(lookup.status == 1)
    #expect(try daemon.end(with: SIGTERM) == 0)
    withExtendedLifetime(pipe) {}
  }

  /// What is opened first would take the numbers of streams that are not there, and be written into.
  @Test func streamsThatAreClosedAreOpenedOnNothing() throws {
    let scratch = try TemporaryFolder()
    let index = try scratch.demoIndex()
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = [
      "-c", "exec \"$0\" serve --index \"$1\" --socket \"$2\" <&- >&- 2>&-", Program.url.path, index,
      scratch.path("matchd.sock"),
    ]
    try process.run()
    defer { kill(process.processIdentifier, SIGKILL) }
    let isReady = try eventually {
      try Program.run(["health", "--socket", scratch.path("matchd.sock")]).status == 0
    }
    #expect(isReady)
    for number in 0...2 {
      let path = "/proc/\(process.processIdentifier)/fd/\(number)"
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path) == "/dev/null")
    }
  }

  /// Tests start daemons with some signals blocked; a service manager does not, so that SIGTERM goes to any
  /// thread that does not block it.
  @Test func terminationDrainsHoweverItWasStarted() throws {
    let scratch = try TemporaryFolder()
    let socket = scratch.path("matchd.sock")
    let daemon = try ChildProcess(
      Program.url.path, arguments: ["serve", "--index", try scratch.demoIndex(), "--socket", socket],
      environment: ProcessInfo.processInfo.environment.map { "\($0)=\($1)" }, descriptors: [])
    let isReady = try eventually { try Program.run(["health", "--socket", socket]).status == 0 }
    #expect(isReady)
    kill(daemon.number, SIGTERM)
    #expect(daemon.reap().code == 0)
  }

  @Test func anIndexThatIsCutEndsNoDaemon() throws {
    let scratch = try TemporaryFolder()
    let index = try scratch.demoIndex()
    let daemon = try RunningDaemon(["--index", index], in: scratch)
    truncate(index, 4096)
    #expect(try Program.run(["health", "--socket", daemon.socket]).status == 2)
    _ = try scratch.demoIndex()
    let isReady = try eventually { try Program.run(["health", "--socket", daemon.socket]).status == 0 }
    #expect(isReady)
    #expect(try daemon.end(with: SIGTERM) == 0)
  }

  @Test func terminationDrainsAndLeavesNoSocket() throws {
    let scratch = try TemporaryFolder()
    let daemon = try RunningDaemon(["--index", try scratch.demoIndex()], in: scratch)
    #expect(try daemon.end(with: SIGTERM) == 0)
    #expect(try scratch.names == ["demo.index"])
    let outcome = try Program.run(["health", "--socket", daemon.socket])
    #expect(outcome.status == 2 && outcome.errorLines.count == 1)
  }

  @Test func aSecondDaemonRefusesAndAStaleSocketIsReplaced() throws {
    let scratch = try TemporaryFolder()
    let index = try scratch.demoIndex()
    let first = try RunningDaemon(["--index", index], in: scratch)
    let second = try Program.run(["serve", "--index", index, "--socket", first.socket])
    #expect(second.status == 2 && second.errors.contains("found a daemon that uses it"))
    #expect(try Program.run(["health", "--socket", first.socket]).status == 0)
    _ = try first.end(with: SIGKILL)
    #expect(FileManager.default.fileExists(atPath: first.socket))
    _ = try RunningDaemon(["--index", index], in: scratch)
  }

  @Test func whatIsNoSocketIsLeftAlone() throws {
    let scratch = try TemporaryFolder()
    let file = try scratch.file("matchd.sock", "mine")
    let outcome = try Program.run(["serve", "--index", try scratch.demoIndex(), "--socket", file.path])
    #expect(outcome.status == 2)
    #expect(try String(contentsOf: file, encoding: .utf8) == "mine")
    for command in [["health"], ["stats"], ["lookup"], ["scan", "."]] {
      let asked = try Program.run(command + ["--socket", file.path])
      #expect(asked.status == 2 && asked.errorLines.count == 1, "\(command): \(asked.errors)")
    }
  }

  @Test func anIndexThatIsMissingAtStartIsExit2() throws {
    let scratch = try TemporaryFolder()
    let socket = scratch.path("matchd.sock")
    let outcome = try Program.run(["serve", "--index", scratch.path("missing"), "--socket", socket])
    #expect(outcome.status == 2)
    #expect(outcome.errorLines.last?.contains("missing: expected ") == true, "\(outcome.errors)")
    #expect(try scratch.names == [])
  }

  @Test(arguments: [
    ["--socket", "x"], ["--index", "x"], ["--index", "x", "--socket", "y", "--socket-mode", "9"],
    ["--index", "x", "--socket", "y", "--listen", "0.0.0.0:1"],
    ["--store", "x", "--index", "z", "--socket", "y"],
    ["--index", "x", "--socket", "y", "--protocol", "pdq"],
  ])
  func aWrongCommandLineIsExit64(arguments: [String]) throws {
    let outcome = try Program.run(["serve"] + arguments)
    #expect(outcome.status == 64 && outcome.errorLines.count == 1, "\(outcome.errors)")
  }

  @Test func aConfigurationFileIsEnough() throws {
    let scratch = try TemporaryFolder()
    let index = try scratch.demoIndex()
    let socket = scratch.path("matchd.sock")
    let config = try scratch.file(
      "matchd.conf", "index = \(index)\nsocket = \(socket)\nthreshold = 0\nworkers=1\n")
    let daemon = try RunningDaemon(["--config", config.path], in: scratch)
    #expect(try daemon.end(with: SIGINT) == 0)
    #expect(try Program.run(["serve", "--config", scratch.path("missing")]).status == 78)
  }
}
