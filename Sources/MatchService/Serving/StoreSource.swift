import Kernels
import ListStore
import Matcher
import Platform
import Synchronization

/// A list store, held open.
final class StoreSource: LoadedSource {
  private let path: String
  private let kernels: KernelTable
  /// Opened by the first load.
  private let reader = Mutex<StoreReader?>(nil)

  init(path: String, kernels: KernelTable) {
    self.path = path
    self.kernels = kernels
  }

  func load() throws(SourceError) -> LoadedIndex {
    do throws(StoreError) {
      return LoadedIndex(live: try openedReader().index(), writtenAt: Clock.unixSeconds)
    } catch {
      throw .store(error)
    }
  }

  private func openedReader() throws(StoreError) -> StoreReader {
    if let reader = reader.withLock(\.self) { return reader }
    let opened = StoreReader(try ListStore(opening: path), kernels: kernels, honoured: .judged)
    reader.withLock { $0 = opened }
    return opened
  }

  /// A store that cannot be asked has not changed: what is in service stays.
  var hasChanged: (@Sendable () -> Bool)? {
    { [self] in (try? reader.withLock(\.self)?.hasChanged()) ?? false }
  }
}
