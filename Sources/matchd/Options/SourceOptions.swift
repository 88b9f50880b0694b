import ArgumentParser
import Matcher

/// Where answers come from: an index that this process opens, or a running daemon.
struct SourceOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Answer from this index file.", valueName: "index"))
  var index: String?
  @Option(help: ArgumentHelp("Answer from a list store (not in this version).", valueName: "dir"))
  var store: String?
  @Option(help: ArgumentHelp("Ask the daemon at this Unix socket.", valueName: "path"))
  var socket: String?

  func validate() throws {
    if store != nil {
      throw ValidationError("list stores come with a later version: build an index and give it with --index")
    }
    guard (index == nil) != (socket == nil) else {
      throw ValidationError("expected one of --index and --socket, found \(index == nil ? "none" : "both")")
    }
  }

  /// The index to answer from; `nil` where a daemon is asked.
  func openedIndex(for engine: SearchEngine) throws(Failure) -> HashIndex? {
    guard let path = index else { return nil }
    let index = try openIndex(path)
    if engine == .ring, !index.hasRingTables {
      throw Failure(
        "\(path): expected ring tables, found none; use another engine, or build with --tables ring,bk")
    }
    return index
  }
}

/// Which daemon is asked.
struct SocketOption: ParsableArguments {
  @Option(help: ArgumentHelp("The daemon's Unix socket.", valueName: "path"))
  var socket: String
}
