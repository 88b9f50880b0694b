import Kernels
import ListStore
import Matcher
import Platform
import Synchronization

/// Compiles a store anew, beside the answers, when so much has changed that it makes them slower, or when the
/// last time was long ago.
final class StoreFolding: Sendable {
  private let path: String
  private let kernels: KernelTable
  private let limits: Limits
  private let state = Mutex(State())

  /// From when on a store is compiled.
  struct Limits: Hashable, Sendable {
    /// Each look-up searches so many changes besides.
    var changeCount = 10_000
    /// Seconds, where anything has changed.
    var age = 86_400
  }

  private struct State {
    var isAtWork = false
    /// When the last try began, in milliseconds of the clock.
    var triedAt: UInt64?
  }

  /// Between two tries, in milliseconds: another process may be at it, or the disk full.
  private static let interval: UInt64 = 60_000

  init(path: String, kernels: KernelTable, limits: Limits = Limits()) {
    (self.path, self.kernels, self.limits) = (path, kernels, limits)
  }

  /// Told of each state that answers are given from; never waits. Where compiling fails, answers stay as they
  /// are, and it is tried again.
  func consider(_ index: LiveIndex) {
    guard isDue(index), begins() else { return }
    let folding = self
    do throws(SystemError) {
      let thread = try WorkerThread { folding.compile() }
      thread.detach()
    } catch {
      state.withLock { $0.isAtWork = false }
    }
  }

  private func isDue(_ index: LiveIndex) -> Bool {
    if index.changeCount >= limits.changeCount { return true }
    guard index.changeCount > 0,
      let written = try? FileStatus(of: FilePath(index.base.path), followingLinks: true).modifiedAt
    else { return false }
    return Clock.unixSeconds - written >= limits.age
  }

  private func begins() -> Bool {
    state.withLock { state in
      let now = Clock.milliseconds
      guard !state.isAtWork, state.triedAt.map({ now - $0 >= Self.interval }) ?? true else { return false }
      state = State(isAtWork: true, triedAt: now)
      return true
    }
  }

  private func compile() {
    defer { state.withLock { $0.isAtWork = false } }
    do throws(StoreError) {
      let store = try ListStore(opening: path)
      try store.compile(kernels: kernels, by: Author(operator: "daemon"))
    } catch {
      // Nothing is lost: answers are those of the store, compiled or not; `list compile` tells what is wrong.
    }
  }
}
