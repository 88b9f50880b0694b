import Glibc

/// A thread of the operating system, for work that blocks or computes long.
///
/// Swift's own tasks share few threads that must never wait; these may.
package struct WorkerThread: ~Copyable {
  private let thread: pthread_t

  /// Decoders of foreign formats nest deeply; address space that is not touched costs nothing.
  private static let stackByteCount = 8 << 20

  /// Starts a thread that runs `body` and ends with it.
  ///
  /// SAFETY: the attributes are initialised before use and live through the call; the box is retained here
  /// and released by the thread, which runs exactly once if and only if the call succeeds.
  package init(_ body: @escaping @Sendable () -> Void) throws(SystemError) {
    var attributes = pthread_attr_t()
    var thread = pthread_t()
    unsafe pthread_attr_init(&attributes)
    defer { unsafe pthread_attr_destroy(&attributes) }
    unsafe pthread_attr_setstacksize(&attributes, Self.stackByteCount)
    // Signals are for the thread that watches for them, or the main one, whenever this one is started; but a
    // page that is gone from a file is for the thread that wanted it.
    var every = sigset_t()
    var before = sigset_t()
    unsafe sigfillset(&every)
    unsafe sigdelset(&every, SIGBUS)
    unsafe pthread_sigmask(SIG_SETMASK, &every, &before)
    defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
    let box = unsafe Unmanaged.passRetained(Box(FaultPlan.inherited(body)))
    let code = unsafe pthread_create(&thread, &attributes, Self.run, box.toOpaque())
    guard code == 0 else {
      unsafe box.release()
      throw SystemError("start a thread", code: code)
    }
    self.thread = thread
  }

  /// Waits for the thread's end.
  package consuming func join() {
    // `self` is used up, so no thread is joined twice.
    _ = pthread_join(thread, nil)
  }

  /// Lets the thread end by itself, without anybody waiting for it.
  package consuming func detach() { _ = pthread_detach(thread) }

  /// Lets all threads go first that have not called this, or with fewer steps, where the processor does not
  /// suffice for all. For the calling thread alone, and for good.
  package static func standBack(by steps: Int32) {
    _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, steps)
  }

  private final class Box {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  private static let run: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { context in
    // SAFETY: the context is the box that `init` retained for this one call.
    unsafe Unmanaged<Box>.fromOpaque(context!).takeRetainedValue().body()
    return nil
  }
}

extension WorkerThread {
  /// Runs `body` on `count` threads, or as many of them as can be started, and waits for all.
  /// - Throws: where not even one can be started.
  package static func runAll(count: Int, _ body: @escaping @Sendable () -> Void) throws(SystemError) {
    let first = try WorkerThread(body)
    if count > 1 { try? runAll(count: count - 1, body) }
    first.join()
  }
}
