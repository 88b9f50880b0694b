import MatchProtocol
import Platform

/// Asks a daemon that may be busy, drain, restart or die in between: what it could not answer is asked again,
/// on a new connection where the old one ended. For one thread.
public final class RetryingClient {
  private let path: String
  private var connection: MatchClient?
  var outage: Outage
  /// While the daemon is not asked, and what it did when it was.
  private var restEnd: UInt64 = 0
  private var silence: ClientError?

  /// - Parameter path: the daemon's Unix socket. Nothing is asked yet.
  public init(path: String, policy: RetryPolicy = RetryPolicy()) {
    self.path = path
    outage = Outage(policy)
  }

  /// Asks every request that `next` gives, at most `inflightMax` ahead of their answers, and gives `body` the
  /// answer to each of them, once and in order, until it returns false.
  ///
  /// An answer is a failure where the daemon gave none for as long as the policy says, or where it always
  /// went away over this very request. What comes after such a time is asked once, without a pause, until
  /// the daemon answers again; a daemon that keeps connections and says nothing is asked for half of the time
  /// at most. So a run ends in bounded time, and takes up what it can.
  public func pipeline(
    inflightMax: Int = 32, next: @escaping () -> MatchClient.Outgoing?,
    _ body: @escaping (Result<Reply, ClientError>) -> Bool
  ) {
    RetryRun(client: self, inflightMax: inflightMax, next: next, body: body).run()
  }

  /// A connection whose daemon has greeted.
  func connected() throws(ClientError) -> MatchClient {
    if let connection { return connection }
    if let silence, Clock.milliseconds < restEnd { throw silence }
    let policy = outage.policy
    let fresh = try MatchClient(connectingTo: path, timeoutMilliseconds: policy.greetingTimeout)
    _ = try fresh.reply(to: .control(.hello(clientName: "matchd")))
    fresh.timeout = policy.replyTimeout
    connection = fresh
    return fresh
  }

  /// Asks a daemon that was waited for in vain nothing for as long as that took: or each of a million
  /// requests that come after would wait.
  func rest(milliseconds: Int32) {
    silence = .timeout(milliseconds)
    restEnd = Clock.milliseconds + UInt64(max(0, milliseconds))
  }

  func disconnect() { connection = nil }
}
