import Glibc

/// Whether `condition` comes true in time. It is asked again every other millisecond, so that a test waits
/// for what it expects and for no longer.
public func eventually(within limit: Duration = .seconds(30), _ condition: () throws -> Bool) rethrows -> Bool
{
  let end = ContinuousClock.now + limit
  while try !condition() {
    guard ContinuousClock.now < end else { return false }
    usleep(2000)
  }
  return true
}
