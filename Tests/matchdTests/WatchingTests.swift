import Foundation
import TestSupport
import Testing

/// What operators watch the daemon with.
@Suite struct WatchingTests {
  @Test func topShowsScreensOneAfterTheOther() throws {
    let scratch = try TemporaryFolder()
    let daemon = try RunningDaemon(["--index", try scratch.demoIndex()], in: scratch)
    let top = try Program.run(["top", "--socket", daemon.socket, "--count", "2"])
    #expect(top.status == 0, "\(top.errors)")
    let screens = top.output.components(separatedBy: "\n\nmatchd ")
    #expect(screens.count == 2 && screens.allSatisfy { $0.contains("files       seen 0   judged 0") })
    #expect(screens[0].contains("lookup -") && screens.last?.contains("lookup 0") == true)
    #expect(top.lines.allSatisfy { $0.count <= 80 })
    #expect(try Program.run(["top", "--socket", scratch.path("nobody")]).status == 2)
  }

  private static let promtool = ProcessInfo.processInfo.environment["PATH", default: ""]
    .split(separator: ":").map { "\($0)/promtool" }.first { FileManager.default.isExecutableFile(atPath: $0) }

  /// Where Prometheus is installed, it judges itself what it is given.
  @Test(.enabled(if: promtool != nil)) func prometheusTakesMetricsAndRules() throws {
    let scratch = try TemporaryFolder()
    let daemon = try RunningDaemon(["--index", try scratch.demoIndex()], in: scratch)
    let known = "4739f399aa1c9c2755eb99c68a059639f7ba61f04063945b9fdc8ee080626f9a\n"
    _ = try Program.run(["lookup", "--socket", daemon.socket], input: known)
    let metrics = try Program.run(["stats", "--prometheus", "--socket", daemon.socket]).output
    let file = try scratch.file("metrics", metrics)
    let rules = Repository.root.appending(path: "packaging/prometheus/matchd.rules.yml").path
    for command in ["check metrics <'\(file.path)'", "check rules '\(rules)'"] {
      let shell = Process()
      shell.executableURL = URL(filePath: "/bin/sh")
      shell.arguments = ["-c", "'\(Self.promtool!)' \(command)"]
      try shell.run()
      shell.waitUntilExit()
      #expect(shell.terminationStatus == 0, "promtool \(command)")
    }
  }
}
