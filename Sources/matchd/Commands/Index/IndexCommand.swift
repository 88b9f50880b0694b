import ArgumentParser

struct IndexCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "index", abstract: "Build, inspect, check and dump index files.",
    subcommands: [
      IndexBuildCommand.self, IndexInfoCommand.self, IndexVerifyCommand.self, IndexDumpCommand.self,
    ])
}
