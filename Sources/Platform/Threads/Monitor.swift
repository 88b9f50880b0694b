import Glibc

/// State behind a lock, with a way to wait until the state is as one wants it.
///
/// Every update wakes all waiters; they look again and go back to sleep if it is not yet their turn.
///
/// SAFETY: `lock` and `changed` are initialised by `init`, destroyed in `deinit` alone and never moved;
/// `state` is touched under `lock` alone, which is also why the class may be shared between threads.
@safe package final class Monitor<State: ~Copyable>: @unchecked Sendable {
  @usableFromInline let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  @usableFromInline let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  @usableFromInline var state: State

  @inlinable package init(_ state: consuming State) {
    self.state = state
    unsafe pthread_mutex_init(lock, nil)
    unsafe pthread_cond_init(changed, nil)
  }

  @inlinable deinit {
    unsafe pthread_cond_destroy(changed)
    unsafe pthread_mutex_destroy(lock)
    unsafe changed.deallocate()
    unsafe lock.deallocate()
  }

  /// Changes or reads the state, and wakes whoever waits.
  @inlinable package func update<Result: ~Copyable>(_ body: (inout State) -> Result) -> Result {
    unsafe pthread_mutex_lock(lock)
    defer {
      unsafe pthread_cond_broadcast(changed)
      unsafe pthread_mutex_unlock(lock)
    }
    return body(&state)
  }

  /// Reads the state; nobody is woken.
  @inlinable package func read<Result: ~Copyable>(_ body: (borrowing State) -> Result) -> Result {
    unsafe pthread_mutex_lock(lock)
    defer { unsafe pthread_mutex_unlock(lock) }
    return body(state)
  }

  /// Calls `body` under the lock until it gives a value; between the calls, waits for an update.
  @inlinable package func wait<Result: ~Copyable>(_ body: (inout State) -> Result?) -> Result {
    unsafe pthread_mutex_lock(lock)
    defer { unsafe pthread_mutex_unlock(lock) }
    while true {
      if let result = body(&state) { return result }
      unsafe pthread_cond_wait(changed, lock)
    }
  }
}
