import MatchProtocol
import MatchService

/// How long to wait for a daemon that answers at once, in milliseconds.
let promptTimeout: Int32 = 5_000

/// A connection to the daemon at `path`, after it has shown that it is one.
func connect(to path: String) throws(Failure) -> MatchClient {
  _ = try ask(.control(.hello(clientName: "matchd")), path)
  do throws(ClientError) {
    return try MatchClient(connectingTo: path)
  } catch {
    throw Failure("\(error)")
  }
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
