import Platform

/// How long each connection is waited for.
struct Deadlines {
  let timeouts: ServiceTimeouts

  /// Whether a connection has been waited for long enough. Times are milliseconds of the monotonic clock.
  func arePast(for connection: Connection, at now: UInt64, isDraining: Bool) -> Bool {
    let sinceInput = now - min(now, connection.lastInput)
    let sinceOutput = now - min(now, connection.lastOutput)
    switch connection.phase {
    case .lingering: return sinceInput > timeouts.linger || sinceOutput > 12 * timeouts.linger
    case .ending, .open:
      if connection.hasUnsentOutput { return sinceOutput > timeouts.write }
      guard connection.unansweredCount == 0 else { return false }
      if isDraining && sinceInput > timeouts.linger { return true }
      return min(sinceInput, sinceOutput) > timeouts.idle
    }
  }

  /// Whether the rest of a line, a body or a batch is overdue.
  func isRestPast(on connection: Connection, at now: UInt64) -> Bool {
    guard connection.awaitsRest else { return false }
    return now - min(now, connection.lastInput) > timeouts.request
      || now - min(now, connection.restSince ?? now) > timeouts.wholeRequest
  }
}
