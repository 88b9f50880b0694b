import Foundation
import TestSupport
import Testing

/// A scan through a daemon that does not last.
@Suite struct RemoteScanTests {
  private static let unknownCount = 240

  /// Pictures that are not listed and, first of all, one that is.
  private static func pictures(in scratch: TemporaryFolder) throws -> String {
    let pictures = Vectors.root.appending(path: "demo/pictures")
    let unknown = try Data(contentsOf: pictures.appending(path: "unrelated/picture-400.jpg"))
    for number in 0..<unknownCount { _ = try scratch.file("pictures/\(1000 + number).jpg", unknown) }
    let known = try Data(contentsOf: pictures.appending(path: "copies/gray.jpg"))
    _ = try scratch.file("pictures/0.jpg", known)
    return scratch.path("pictures")
  }

  private static func paths(_ objects: [[String: Any]]) -> [String] {
    objects.map { URL(filePath: $0["path"] as? String ?? "").lastPathComponent }
  }

  private static let expectedPaths = ["0.jpg"] + (0..<unknownCount).map { "\(1000 + $0).jpg" }

  /// A scan that has its first rows and waits for many more.
  private static func begunScan(_ daemon: RunningDaemon, _ arguments: [String]) throws -> Program.Running {
    let scan = try Program.start(["scan", "--socket", daemon.socket, "--format", "jsonl"] + arguments)
    let hasBegun = try eventually { try scan.output.utf8.count { $0 == 10 } >= 20 }
    try #require(hasBegun && scan.process.isRunning, "the scan did not begin, or was over at once")
    return scan
  }

  @Test(arguments: [SIGTERM, SIGKILL]) func aDaemonThatRestartsLosesNoFile(signal: Int32) throws {
    let scratch = try TemporaryFolder()
    let index = try scratch.demoIndex()
    let first = try RunningDaemon(["--index", index], in: scratch)
    let scan = try Self.begunScan(first, [try Self.pictures(in: scratch)])
    _ = try first.end(with: signal)
    let second = try RunningDaemon(["--index", index], in: scratch)
    let outcome = try scan.wait()
    let objects = try outcome.objects
    #expect(outcome.status == 1)
    #expect(Self.paths(objects) == Self.expectedPaths)
    #expect(objects.map { $0["i"] as? Int } == Array(0...Self.unknownCount))
    #expect(objects.map { $0["verdict"] as? String } == ["known"] + Array(repeating: "unknown", count: 240))
    withExtendedLifetime(second) {}
  }

  @Test func aDaemonThatStaysAwayLeavesARowForEveryFile() throws {
    let scratch = try TemporaryFolder()
    let daemon = try RunningDaemon(["--index", try scratch.demoIndex()], in: scratch)
    let scan = try Self.begunScan(daemon, ["--retry-for", "1", try Self.pictures(in: scratch)])
    _ = try daemon.end(with: SIGKILL)
    let outcome = try scan.wait()
    let objects = try outcome.objects
    #expect(outcome.status == 1)
    #expect(Self.paths(objects) == Self.expectedPaths)
    let error = try #require(objects.last?["error"] as? [String: String])
    #expect(error["code"] == "UNREACHABLE" && error["class"] == "retry")
    #expect(error["msg"]?.contains("expected a matchd that listens there") == true, "\(error)")
    #expect(outcome.errorLines.count == 1, "\(outcome.errors)")
    #expect(outcome.errors.contains("241 files: 1 known, ") && !outcome.errors.contains(" 0 errors"))
  }

  @Test func aDaemonThatIsStoppedIsNotWaitedForWithoutEnd() throws {
    let scratch = try TemporaryFolder()
    let daemon = try RunningDaemon(["--index", try scratch.demoIndex()], in: scratch)
    let scan = try Self.begunScan(
      daemon, ["--retry-for", "0", "--reply-timeout", "1", try Self.pictures(in: scratch)])
    daemon.send(SIGSTOP)
    let outcome = try scan.wait()
    let objects = try outcome.objects
    #expect(outcome.status == 1)
    #expect(Self.paths(objects) == Self.expectedPaths)
    let error = try #require(objects.last?["error"] as? [String: String])
    #expect(error["code"] == "UNREACHABLE" && error["msg"]?.hasPrefix("expected a reply within ") == true)
  }

  @Test func onlyADaemonIsAskedAgain() throws {
    let scratch = try TemporaryFolder()
    for arguments in [["--index", try scratch.demoIndex()], ["--socket", scratch.path("s")]] {
      let seconds = arguments[0] == "--index" ? "1" : "-1"
      for option in ["--retry-for", "--reply-timeout"] {
        let outcome = try Program.run(["scan", "\(option)=\(seconds)", "."] + arguments)
        #expect(outcome.status == 64 && outcome.errors.contains(option), "\(outcome.errors)")
      }
    }
  }
}
