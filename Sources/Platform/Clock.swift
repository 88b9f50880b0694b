import Glibc

/// The clocks of this machine. Whole units, so that they can be compared and stored as numbers.
package enum Clock {
  /// Microseconds since some time in the past; never goes back.
  package static var microseconds: UInt64 {
    let time = now(CLOCK_MONOTONIC)
    return UInt64(time.tv_sec) * 1_000_000 + UInt64(time.tv_nsec) / 1000
  }

  /// Milliseconds of the same clock.
  package static var milliseconds: UInt64 { microseconds / 1000 }

  /// Seconds since 1970.
  package static var unixSeconds: Int { now(CLOCK_REALTIME).tv_sec }

  /// Waits that long, signals notwithstanding.
  package static func sleep(milliseconds: UInt64) {
    var left = timespec(tv_sec: Int(milliseconds / 1000), tv_nsec: Int(milliseconds % 1000) * 1_000_000)
    var interrupted = timespec()
    // SAFETY: the call reads the one value and fills the other.
    while unsafe nanosleep(&left, &interrupted) != 0 && errno == EINTR { left = interrupted }
  }

  private static func now(_ clock: clockid_t) -> timespec {
    var time = timespec()
    // SAFETY: the call fills `time`.
    unsafe clock_gettime(clock, &time)
    return time
  }
}
