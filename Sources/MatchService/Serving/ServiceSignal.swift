import Glibc
import Platform

/// What a signal asks of a daemon.
public enum ServiceSignal: Sendable, CaseIterable {
  /// SIGTERM: answer what was asked, then end.
  case drain
  /// SIGINT: end.
  case stop
  /// SIGHUP: open the index anew.
  case reload

  private var number: Int32 {
    switch self {
    case .drain: SIGTERM
    case .stop: SIGINT
    case .reload: SIGHUP
    }
  }

  /// From now on these signals interrupt nothing but call `body`, and SIGPIPE is ignored.
  ///
  /// Call before any other thread is started: threads inherit what their maker blocks.
  public static func watch(_ body: @escaping @Sendable (ServiceSignal) -> Void) throws(SystemError) {
    try SignalWatcher.start(watching: allCases.map(\.number)) { number in
      if let signal = allCases.first(where: { $0.number == number }) { body(signal) }
    }
  }
}
