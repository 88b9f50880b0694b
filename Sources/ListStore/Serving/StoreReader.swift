import ContentDigests
import GRDB
public import Kernels
public import Matcher
import Platform
import Synchronization

/// Answers from a list store: its compiled index, with what changed since then. Keeps a connection open.
public final class StoreReader: Sendable {
  private let store: ListStore
  private let kernels: KernelTable
  private let honoured: IndexFeatures
  /// The file that the connection has open.
  private let file: FileStatus?
  private let state = Mutex(State())

  private struct State {
    /// What SQLite says as long as nobody else changes the store.
    var version: Int?
    /// The newest generation; `nil` where there is none that can be used.
    var base: HashIndex?
  }

  /// - Parameter honoured: what the user takes into account when it answers from matches.
  public init(_ store: ListStore, kernels: KernelTable = .best, honoured: IndexFeatures) {
    self.store = store
    self.kernels = kernels
    self.honoured = honoured
    file = Self.status(store)
  }

  /// Whether another connection has changed the store since `index` read it. Some 10 µs.
  ///
  /// - Throws: also where the store's file was moved away or replaced: this reader would never hear of what
  ///   happens in the new one.
  public func hasChanged() throws(StoreError) -> Bool {
    guard let file, Self.status(store)?.isSameFile(as: file) == true else {
      throw StoreError(
        .usable, store.path, expected: "the store that was opened", found: "another in its place, or none")
    }
    return try state.withLock { (state) throws(StoreError) in try dataVersion() != state.version }
  }

  /// The store's lists as they stand now. O(changes since the last compilation).
  ///
  /// A store that was never compiled, or whose index is gone or damaged, is compiled in memory.
  ///
  /// - Throws: `StoreError`, also where a list needs what the user does not honour.
  public func index() throws(StoreError) -> LiveIndex {
    try state.withLock { (state) throws(StoreError) in
      state.version = try dataVersion()
      try openBase(&state)
      guard let base = state.base else { return try compiledInMemory() }
      return try changed(since: base)
    }
  }

  private static func status(_ store: ListStore) -> FileStatus? {
    try? FileStatus(of: FilePath(store.folder.lists), followingLinks: true)
  }

  private func compiledInMemory() throws(StoreError) -> LiveIndex {
    try StoreError.wrapping(store.path) {
      let nothing = try IndexFeed.index(kernels: kernels) { _ in }
      return try store.read { tables in
        let sequence = UInt64(try tables.sequence())
        let all = try IndexFeed.index(kernels: kernels, honoured: honoured) {
          try tables.feedEffectiveEntries(into: &$0)
        }
        return LiveIndex(nothing, changed: [], added: all, sequence: sequence)
      }
    }
  }

  private func changed(since base: HashIndex) throws(StoreError) -> LiveIndex {
    let left = base.header.requiredFeatures.subtracting(honoured)
    guard left.isEmpty else {
      throw StoreError(
        .index, base.path, expected: "lists that these answers can honour",
        found: left.names.joined(separator: ", "))
    }
    return try store.read { tables in
      let sequence = UInt64(try tables.sequence())
      var changed: [(list: String, id: String)] = []
      let added = try IndexFeed.index(kernels: kernels, honoured: honoured) {
        changed = try tables.feedChanges(since: Int(base.header.sequence), into: &$0)
      }
      return LiveIndex(base, changed: changed, added: added, sequence: sequence)
    }
  }

  /// Opens the newest generation, unless it is open. A generation that is replaced at that moment is looked
  /// for again.
  private func openBase(_ state: inout State) throws(StoreError) {
    for _ in 0..<3 {
      guard let generation = try store.read({ try $0.generation() }) else {
        state.base = nil
        return
      }
      if state.base?.header.isOf(generation) == true { return }
      state.base = opened(generation)
      if state.base != nil { return }
    }
  }

  /// `nil` where the file is gone, damaged or another one: the store itself knows better.
  private func opened(_ generation: Generation) -> HashIndex? {
    let path = store.folder.index(generation.number)
    guard let index = try? HashIndex.open(path: path, kernels: kernels, honoured: .all),
      index.header.isOf(generation), (try? index.verifyChecksums()) != nil
    else { return nil }
    return index
  }

  private func dataVersion() throws(StoreError) -> Int {
    try StoreError.wrapping(store.path) {
      try store.queue.unsafeRead { try Int.fetchOne($0, sql: "PRAGMA data_version") ?? 0 }
    }
  }
}

extension IndexHeader {
  /// Whether the file is what a compilation wrote.
  func isOf(_ generation: Generation) -> Bool {
    self.generation == UInt64(generation.number) && sequence == UInt64(generation.sequence)
      && contentDigest == generation.digest
  }
}
