import ArgumentParser

/// Which daemon is asked.
struct SocketOption: ParsableArguments {
  @Option(help: ArgumentHelp("The daemon's Unix socket.", valueName: "path"))
  var socket: String
}
