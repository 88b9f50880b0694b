import Foundation
import Glibc
import Platform
import TestSupport
import Testing

/// The commands decode in processes with nothing in reach, and say so where they do not.
@Suite struct IsolationTests {
  private static let picture = "pictures/scenes/scene-150.jpg"

  @Test(arguments: [([], "on", "1"), (["--no-isolation"], "off", "0")])
  func aDaemonTellsWhetherItIsIsolated(options: [String], word: String, gauge: String) throws {
    let scratch = try TemporaryFolder()
    let daemon = try RunningDaemon(["--index", try scratch.demoIndex()] + options, in: scratch)
    let health = try Program.run(["health", "--socket", daemon.socket])
    #expect(health.output.contains(" isolation=\(word)"), "\(health.output)")
    let stats = try Program.run(["stats", "--socket", daemon.socket])
    #expect(stats.lines.contains("isolation\t\(gauge)"))
  }

  @Test func withoutIsolationItIsSaidAndTheHashesAreTheSame() throws {
    let isolated = try Program.run(["hash", "--json", Self.picture])
    let bare = try Program.run(["hash", "--json", "--no-isolation", Self.picture])
    #expect(isolated.status == 0 && isolated.errors.isEmpty)
    #expect(bare.output == isolated.output)
    #expect(
      bare.errorLines.count == 1 && bare.errors.contains("warning: pictures are decoded in this process"))
  }

  /// Somebody kills the processes that decode: every file has its row, and the rows are the right ones.
  @Test(.enabled(if: !OwnProcess.isSanitized, "a sanitizer reports what is killed"))
  func cellsThatAreKilledCostNoAnswer() throws {
    let scratch = try TemporaryFolder()
    let index = try scratch.demoIndex()
    let daemon = try RunningDaemon(["--index", index], in: scratch)
    let arguments = ["--format", "csv", "demo/pictures"]
    let expected = try Program.run(["scan", "--index", index] + arguments).output
    for _ in 0..<Proof.count(6, long: 200) {
      let scan = try Program.start(["scan", "--socket", daemon.socket] + arguments)
      // One at a time, so that nobody's second attempt is killed too.
      if let cell = daemon.children.first { kill(cell, SIGKILL) }
      #expect(try scan.wait().output == expected)
    }
    let stats = try Program.run(["stats", "--socket", daemon.socket])
    let deaths = stats.lines.filter { $0.hasPrefix("cell_deaths_") && !$0.hasSuffix("\t0") }
    #expect(!deaths.isEmpty, "\(stats.output)")
  }

  /// No report of registers, no wait for a debugger: a signal from outside ends the daemon and its cells.
  @Test func aCrashEndsTheDaemonAndItsCells() throws {
    let scratch = try TemporaryFolder()
    let daemon = try RunningDaemon(["--index", try scratch.demoIndex()], in: scratch)
    let cells = daemon.children
    #expect(cells.count > 1)
    #expect(try daemon.end(with: SIGABRT) == SIGABRT)
    #expect(eventually { cells.allSatisfy(Self.hasEnded) })
  }

  /// Also where nobody has taken it out of the system's table.
  private static func hasEnded(_ process: Int32) -> Bool {
    (try? Data(contentsOf: URL(filePath: "/proc/\(process)/cmdline")))?.isEmpty ?? true
  }
}
