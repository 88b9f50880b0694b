import Foundation
import Glibc
import TestSupport
import Testing

/// A cell that a picture has taken over gets nowhere: every fault is contained, as root and as nobody, with
/// the kernel's Landlock and without.
@Suite(.enabled(if: Isolation.isPossible, Isolation.notPossible)) struct ContainmentTests {
  private static let nobody = 65534

  /// What becomes of each planted fault; a forbidden call is signal 31 (SIGSYS).
  private static let expected: KeyValuePairs = [
    "null-write": "one that signal 11 ended", "stack-overflow": "one that signal 11 ended",
    "abort": "one that signal 6 ended", "exit": "one that ended with code 7", "open": forbidden,
    "socket": forbidden, "execve": forbidden, "fork": forbidden, "dup": forbidden, "prctl": forbidden,
    "ptrace": forbidden, "kill-parent": forbidden, "tgkill-parent": forbidden, "write-elsewhere": forbidden,
    "read-elsewhere": forbidden, "map-executable": forbidden, "make-executable": forbidden,
    "other-numbers": forbidden, "write-slot": "one that signal 11 ended",
    "unlock-slot": "returned -\(EACCES)", "allocate": "returned -\(ENOMEM)", "spin": "timeout",
    "hang": "timeout wall",
  ]
  private static let forbidden = "one that signal 31 ended"

  @Test(arguments: [[], ["files"]]) func asThisUser(omitted: [String]) throws {
    try expectContainment([Isolation.faults], omitted)
  }

  @Test(
    .enabled(if: getuid() == 0, "only root can become another user"), arguments: [[], ["files"]])
  func asNobody(omitted: [String]) throws {
    let user = ["--reuid=\(Self.nobody)", "--regid=\(Self.nobody)", "--clear-groups"]
    try expectContainment(["/usr/bin/setpriv"] + user + [Isolation.faults], omitted)
  }

  /// What the filter forbids, by its name, so that a test of a new library tells what it needs.
  @Test func aForbiddenCallIsNamed() throws {
    let calls = [
      "open": "openat", "socket": "socket", "execve": "execve", "fork": "clone", "dup": "dup",
      "prctl": "prctl", "ptrace": "ptrace", "kill-parent": "kill", "tgkill-parent": "tgkill",
      "write-elsewhere": "write", "read-elsewhere": "read", "map-executable": "mmap",
      "make-executable": "mprotect",
    ]
    let lines = try lines([Isolation.faults], ["tell"])
    for (fault, call) in calls {
      #expect(lines.contains("\(fault)\tsystem call \(call), which is not allowed\tsurvived"), "\(lines)")
    }
  }

  private func lines(_ command: [String], _ words: [String]) throws -> [String] {
    let picture = Vectors.root.appending(path: "pictures/png/palette-2.png").path
    return try output(of: command + [picture] + words).split(separator: "\n").map(String.init)
  }

  private func expectContainment(_ command: [String], _ omitted: [String]) throws {
    let lines = try lines(command, omitted)
    let wanted = Self.expected.map { "\($0.key)\t\($0.value)\tsurvived" }
    for (line, wanted) in zip(lines, wanted) {
      // On a busy machine the wall clock may be the first to stop what only computes.
      let isSpinning = line.hasPrefix("spin\t")
      #expect((isSpinning ? line.replacing(/timeout \w+/, with: "timeout") : line) == wanted)
    }
    #expect(lines.count == wanted.count, "\(lines)")
  }

  private func output(of command: [String]) throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: command[0])
    process.arguments = Array(command.dropFirst())
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return text
  }
}
