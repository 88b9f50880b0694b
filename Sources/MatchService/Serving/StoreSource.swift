import Kernels
import ListStore
import Matcher
import Platform
import Synchronization

/// A list store, held open.
final class StoreSource: LoadedSource {
  private let path: String
  private let kernels: KernelTable
  private let folding: StoreFolding
  private let state = Mutex(State())

  private struct State {
    /// Opened by the first load.
    var reader: StoreReader?
    /// When the last load failed, in milliseconds of the clock; `nil` where it did not.
    var failedAt: UInt64?
  }

  /// Between two tries to read a store that could not be read, in milliseconds.
  private static let retryInterval: UInt64 = 2000

  init(path: String, kernels: KernelTable, folding limits: StoreFolding.Limits = .init()) {
    self.path = path
    self.kernels = kernels
    folding = StoreFolding(path: path, kernels: kernels, limits: limits)
  }

  func load() throws(SourceError) -> LoadedIndex {
    do throws(StoreError) {
      let live = try openedReader().index()
      folding.consider(live)
      let loaded = LoadedIndex(live: live, writtenAt: Clock.unixSeconds)
      state.withLock { $0.failedAt = nil }
      return loaded
    } catch {
      state.withLock { $0 = State(failedAt: Clock.milliseconds) }
      throw .store(error)
    }
  }

  private func openedReader() throws(StoreError) -> StoreReader {
    if let reader = state.withLock(\.reader) { return reader }
    let opened = StoreReader(try ListStore(opening: path), kernels: kernels, honoured: .judged)
    state.withLock { $0.reader = opened }
    return opened
  }

  /// A store that cannot be read any more, or was replaced, has changed: what was read of it may have been
  /// withdrawn since.
  var hasChanged: (@Sendable () -> Bool)? {
    { [self] in
      state.withLock { state in
        if let failedAt = state.failedAt {
          guard Clock.milliseconds - failedAt >= Self.retryInterval else { return false }
          state.failedAt = Clock.milliseconds
          return true
        }
        guard let reader = state.reader else { return false }
        if let hasChanged = try? reader.hasChanged() { return hasChanged }
        state.reader = nil
        return true
      }
    }
  }

  var staysInService: Bool { false }
}
