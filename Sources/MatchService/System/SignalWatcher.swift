import Glibc

/// What a signal asks of a daemon.
public enum ServiceSignal: Sendable {
  /// SIGTERM: answer what was asked, then end.
  case drain
  /// SIGINT: end.
  case stop
  /// SIGHUP: open the index anew.
  case reload
}

/// Takes the daemon's signals on a thread of its own.
public enum SignalWatcher {
  private static let meanings: [(number: Int32, signal: ServiceSignal)] = [
    (SIGTERM, .drain), (SIGINT, .stop), (SIGHUP, .reload),
  ]

  /// From now on these signals interrupt nothing but call `body`, and SIGPIPE is ignored.
  ///
  /// Call before any other thread is started: threads inherit what their maker blocks.
  public static func start(_ body: @escaping @Sendable (ServiceSignal) -> Void) throws(SystemError) {
    var set = sigset_t()
    // SAFETY: the calls fill and read `set`, which lives through them.
    unsafe sigemptyset(&set)
    for meaning in meanings { unsafe sigaddset(&set, meaning.number) }
    unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
    signal(SIGPIPE, SIG_IGN)
    let watched = set
    let watcher = try WorkerThread {
      while true { wait(for: watched, body) }
    }
    watcher.detach()
  }

  private static func wait(for set: sigset_t, _ body: (ServiceSignal) -> Void) {
    var set = set
    var number: Int32 = 0
    // SAFETY: the call reads `set` and fills `number`.
    guard unsafe sigwait(&set, &number) == 0 else { return }
    if let meaning = meanings.first(where: { $0.number == number }) { body(meaning.signal) }
  }
}
