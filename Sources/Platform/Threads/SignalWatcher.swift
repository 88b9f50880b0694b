import Glibc

/// Takes signals on a thread of its own.
package enum SignalWatcher {
  /// From now on these signals interrupt nothing but call `body`, and SIGPIPE is ignored.
  ///
  /// Call before any other thread is started: threads inherit what their maker blocks.
  package static func start(
    watching numbers: [Int32], _ body: @escaping @Sendable (_ number: Int32) -> Void
  ) throws(SystemError) {
    var set = sigset_t()
    // SAFETY: the calls fill and read `set`, which lives through them.
    unsafe sigemptyset(&set)
    for number in numbers { unsafe sigaddset(&set, number) }
    unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
    signal(SIGPIPE, SIG_IGN)
    let watched = set
    let watcher = try WorkerThread {
      while true { wait(for: watched, body) }
    }
    watcher.detach()
  }

  private static func wait(for set: sigset_t, _ body: (Int32) -> Void) {
    var set = set
    var number: Int32 = 0
    // SAFETY: the call reads `set` and fills `number`.
    guard unsafe sigwait(&set, &number) == 0 else { return }
    body(number)
  }
}
