import Glibc
import MatchService
import Platform

/// What Ctrl-C does to a scan.
enum Interruption {
  /// From now on SIGINT and SIGTERM ask the scan to stop; the second one ends the process at once. Call
  /// before threads are started.
  static func watch(for stop: ScanStop) throws(Failure) {
    do throws(SystemError) {
      try SignalWatcher.start(watching: [SIGINT, SIGTERM]) { number in
        guard stop.request() else { OwnProcess.end(128 + number) }
        StandardError.line("interrupted: what is under way is finished; once more ends at once")
      }
    } catch {
      throw Failure("cannot \(error)")
    }
  }
}
