import MatchProtocol
import MatchService

/// How long to wait for a daemon that answers at once, in milliseconds.
let promptTimeout: Int32 = 5_000

/// A client of the daemon at `path`, after it has shown that it is one; it may be one that has no time just
/// now. Later it may go away for as long as `policy` says.
func connect(to path: String, policy: RetryPolicy) throws(Failure) -> RetryingClient {
  do throws(ClientError) {
    let client = try MatchClient(connectingTo: path, timeoutMilliseconds: promptTimeout)
    _ = try client.reply(to: .control(.hello(clientName: "matchd")))
  } catch {
    if !error.isTemporaryRefusal { throw Failure(named(error, path)) }
  }
  return RetryingClient(path: path, policy: policy)
}

/// Asks the daemon at `path` one thing, which it answers at once unless more time is given.
///
/// - Returns: the fields of its `OK` line and its `STAT` lines.
func ask(
  _ request: Request, _ path: String, timeoutMilliseconds: Int32 = promptTimeout
) throws(Failure) -> (fields: [Field], stats: [Field]) {
  do throws(ClientError) {
    let reply = try MatchClient(connectingTo: path, timeoutMilliseconds: timeoutMilliseconds).reply(
      to: request)
    guard case .ok(let fields) = reply.status else { throw .ended }
    return (fields, reply.stats)
  } catch {
    throw Failure(named(error, path))
  }
}

/// The message with the socket's path in front, unless it has it already.
private func named(_ error: ClientError, _ path: String) -> String {
  if case .unreachable = error { "\(error)" } else { "\(path): \(error)" }
}

extension ClientError {
  fileprivate var isTemporaryRefusal: Bool {
    if case .refused(let failure) = self { failure.errorClass == ErrorClass.retry.rawValue } else { false }
  }
}
