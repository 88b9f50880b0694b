import ArgumentParser
import MatchService
import Matcher

/// Where answers come from: an index that this process opens, or a running daemon.
struct SourceOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Answer from this index file.", valueName: "index"))
  var index: String?
  @Option(help: ArgumentHelp("Answer from this list store, as it is at the start.", valueName: "dir"))
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
    let given = [index, store, socket].compactMap(\.self).count
    guard given == 1 else {
      throw ValidationError(
        "expected one of --index, --store and --socket, found \(given == 0 ? "none" : "\(given)")")
    }
  }

  /// The daemon that is asked where no index is opened.
  func connectedDaemon() throws(Failure) -> RetryingClient {
    var policy = RetryPolicy(greetingTimeout: promptTimeout)
    if let retryFor { policy.duration = UInt64(retryFor) * 1_000 }
    if let replyTimeout { policy.replyTimeout = Int32(replyTimeout) * 1_000 }
    return try connect(to: socket ?? "", policy: policy)
  }

  /// Whether this process answers, and no daemon.
  var isLocal: Bool { socket == nil }

  /// What to answer from; `nil` where a daemon is asked.
  func opened(for engine: SearchEngine) throws(Failure) -> (any EntrySource)? {
    if let store { return try openStoreToAnswer(store) }
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
