import ArgumentParser
import MatchService
import Matcher

/// Where answers come from: an index that this process opens, or a running daemon.
struct SourceOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Answer from this index file.", valueName: "index"))
  var index: String?
  @Option(help: ArgumentHelp("Answer from a list store (not in this version).", valueName: "dir"))
  var store: String?
  @Option(help: ArgumentHelp("Ask the daemon at this Unix socket.", valueName: "path"))
  var socket: String?
  @Option(
    help: ArgumentHelp(
      """
      With --socket: how long to go on asking a daemon that has no time, or that went away (default: \
      \(RetryPolicy().duration / 1000)).
      """, valueName: "seconds"))
  var retryFor: Int?
  @Option(
    help: ArgumentHelp(
      "With --socket: how long to wait for a daemon that says nothing while a reply is due (default: 300).",
      valueName: "seconds"))
  var replyTimeout: Int?

  func validate() throws {
    if let retryFor {
      try check("--retry-for", retryFor, in: 0...86_400)
      if socket == nil { throw ValidationError("--retry-for needs --socket") }
    }
    if let replyTimeout {
      try check("--reply-timeout", replyTimeout, in: 1...86_400)
      if socket == nil { throw ValidationError("--reply-timeout needs --socket") }
    }
    if store != nil {
      throw ValidationError("list stores come with a later version: build an index and give it with --index")
    }
    guard (index == nil) != (socket == nil) else {
      throw ValidationError("expected one of --index and --socket, found \(index == nil ? "none" : "both")")
    }
  }

  /// The daemon that is asked where no index is opened.
  func connectedDaemon() throws(Failure) -> RetryingClient {
    var policy = RetryPolicy(greetingTimeout: promptTimeout)
    if let retryFor { policy.duration = UInt64(retryFor) * 1_000 }
    if let replyTimeout { policy.replyTimeout = Int32(replyTimeout) * 1_000 }
    return try connect(to: socket ?? "", policy: policy)
  }

  /// The index to answer from; `nil` where a daemon is asked.
  func openedIndex(for engine: SearchEngine) throws(Failure) -> HashIndex? {
    guard let path = index else { return nil }
    let index = try openIndexToAnswer(path)
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
