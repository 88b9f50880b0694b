import ArgumentParser
import Cells
import Glibc
import Platform

/// The command line: parses, calls, prints, and says by its exit code how it went.
@main
struct Matchd: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "matchd",
    abstract: "Finds known pictures by perceptual hash.",
    discussion: """
      Exit codes: 0 nothing to report, 1 at least one known picture (scan, lookup), 2 something could not be \
      done or judged, 64 wrong command line, 78 wrong configuration.
      """,
    version: version,
    subcommands: [
      HashCommand.self, CompareCommand.self, IndexCommand.self, LookupCommand.self, ScanCommand.self,
      ServeCommand.self, ListCommand.self, AuditCommand.self, StatsCommand.self, HealthCommand.self,
      TopCommand.self,
      ReloadCommand.self, KernelsCommand.self, FormatsCommand.self,
    ])

  static let version = "0.1.0"

  static func main() {
    // A cell is this program too, so that there is one file to install.
    if CommandLine.arguments.dropFirst() == [CellProgram.argument] { CellProgram.run() }
    Descriptor.openStandardStreams()
    signal(SIGPIPE, SIG_IGN)
    // A file that would become too large is an error of the write, said like any other.
    signal(SIGXFSZ, SIG_IGN)
    do {
      try OwnProcess.keepMemoryToItself()
      try MappedFile.catchLostPages()
      _ = try KernelChoice.current()
      var command = try parseAsRoot(RawArguments.ofProcess())
      try command.run()
    } catch {
      finish(error)
    }
  }

  /// Without a command nothing is asked for, which the parser would call a success.
  func run() throws {
    StandardError.raw(Self.helpMessage() + "\n")
    throw ExitStatus.usage
  }

  /// The only way out after something was thrown.
  private static func finish(_ error: any Error) -> Never {
    switch error {
    case let status as ExitStatus: Glibc.exit(status.rawValue)
    case is OutputClosed: Glibc.exit(ExitStatus.failure.rawValue)
    case let failure as Failure:
      StandardError.line(failure.message)
      Glibc.exit(failure.status.rawValue)
    default: finishParsing(error)
    }
  }

  /// What the argument parser threw: help and version go to standard output, a mistake is one line.
  private static func finishParsing(_ error: any Error) -> Never {
    guard exitCode(for: error) != .success else { exit(withError: error) }
    StandardError.line("\(message(for: error)); see matchd --help")
    Glibc.exit(ExitStatus.usage.rawValue)
  }
}
