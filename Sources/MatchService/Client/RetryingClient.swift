import MatchProtocol

/// Asks a daemon that may be busy, drain, restart or die in between: what it could not answer is asked again,
/// on a new connection where the old one ended. For one thread.
public final class RetryingClient {
  private let path: String
  private var connection: MatchClient?
  var outage: Outage

  /// - Parameter path: the daemon's Unix socket. Nothing is asked yet.
  public init(path: String, policy: RetryPolicy = RetryPolicy()) {
    self.path = path
    outage = Outage(policy)
  }

  /// Asks every request that `next` gives, at most `inflightMax` ahead of their answers, and gives `body` the
  /// answer to each of them, once and in order, until it returns false.
  ///
  /// An answer is a failure where the daemon gave none for as long as the policy says, or where it always
  /// went away over this very request. What comes after such a time is asked once, without waiting, until
  /// the daemon answers again: so a run ends in bounded time, and takes up what it can.
  public func pipeline(
    inflightMax: Int = 32, next: @escaping () -> MatchClient.Outgoing?,
    _ body: @escaping (Result<Reply, ClientError>) -> Bool
  ) {
    RetryRun(client: self, inflightMax: inflightMax, next: next, body: body).run()
  }

  /// A connection whose daemon has greeted.
  func connected() throws(ClientError) -> MatchClient {
    if let connection { return connection }
    let fresh = try MatchClient(connectingTo: path)
    _ = try fresh.reply(to: .control(.hello(clientName: "matchd")))
    connection = fresh
    return fresh
  }

  func disconnect() { connection = nil }
}
