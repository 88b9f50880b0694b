import Foundation
import TestSupport
import Testing

/// What README.md shows is what the program prints.
@Suite struct ReadmeTests {
  private static let root = Vectors.root.deletingLastPathComponent()

  @Test(arguments: ["Try it", "One example"])
  func examplesPrintWhatIsShown(under heading: String) throws {
    let scratch = try TemporaryFolder()
    var folder = Self.root
    let steps = try Self.steps(under: heading)
    #expect(steps.contains { $0.command.contains("matchd scan") })
    for step in steps {
      if step.command.hasPrefix("cd ") {
        folder.append(path: String(step.command.dropFirst(3)))
      } else if Self.isRun(step.command) {
        let printed = try Self.run(step.command, in: folder, files: scratch.path)
        #expect(step.shows(printed), "\(step.command) printed\n\(printed)")
      }
    }
  }

  /// A command and what stands below it.
  struct Step {
    let command: String
    var output = ""

    /// Whether `printed` is the output that is shown, line breaks aside; `...` stands for anything.
    func shows(_ printed: String) -> Bool {
      var rest = printed.filter { !$0.isWhitespace }[...]
      let shown = output.filter { !$0.isWhitespace }
      let pieces = shown.split(separator: "...", omittingEmptySubsequences: false)
      guard pieces.count > 1, rest.hasPrefix(pieces[0]) else { return rest == shown }
      for piece in pieces.dropLast() {
        guard let range = rest.firstRange(of: piece) else { return false }
        rest = rest[range.upperBound...]
      }
      return rest.hasSuffix(pieces.last!)
    }
  }

  /// The commands of the code blocks without a language between `heading` and the next one, in order.
  private static func steps(under heading: String) throws -> [Step] {
    let text = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
    let section = text.components(separatedBy: "\n").drop { $0 != "## \(heading)" }.dropFirst()
    var steps: [Step] = []
    var isCode = false
    for line in section.prefix(while: { !$0.hasPrefix("## ") }) {
      if line.hasPrefix("```") {
        isCode = !isCode && line == "```"
      } else if isCode, line.hasPrefix("$ ") {
        steps.append(Step(command: String(line.dropFirst(2))))
      } else if isCode, !steps.isEmpty {
        steps[steps.count - 1].output += line + "\n"
      }
    }
    return steps
  }

  /// Starting and stopping the daemon is left to `make demo`; its answers are asked of the store.
  private static func isRun(_ command: String) -> Bool {
    command.hasPrefix("matchd ") && !["serve", "health"].contains { command.hasPrefix("matchd \($0)") }
  }

  /// Standard output and standard error of a shell's command, with files in `/tmp` kept in `files`.
  private static func run(_ command: String, in folder: URL, files: String) throws -> String {
    let asked = command.replacing("--socket /tmp/demo/matchd.sock", with: "--store /tmp/demo/lists")
      .replacing("/tmp/demo/", with: "/tmp/").replacing("/tmp/", with: files + "/")
    let shell = Process()
    let output = Pipe()
    shell.executableURL = URL(filePath: "/bin/sh")
    shell.arguments = ["-c", "PATH=\"$0:$PATH\"; \(asked)", Program.url.deletingLastPathComponent().path]
    shell.currentDirectoryURL = folder
    shell.standardOutput = output
    shell.standardError = output
    try shell.run()
    let printed = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    shell.waitUntilExit()
    let shown = command.contains("/tmp/demo/") ? "/tmp/demo/" : "/tmp/"
    return printed.replacing(files + "/", with: shown)
  }
}
