import MatchProtocol
import Matcher
import Platform
import Synchronization

/// The index that look-ups are answered from at this moment.
///
/// Replaced as a whole: whoever took the old one keeps it, mapped, until it has answered.
final class IndexHolder: Sendable {
  private let current = Mutex<LoadedIndex?>(nil)
  private let isWithdrawn = Atomic(false)

  var loaded: LoadedIndex? { current.withLock { $0 } }

  /// Whether there was an index that may not be answered from any more.
  var hasWithdrawn: Bool { isWithdrawn.load(ordering: .acquiring) }

  /// Leaves nothing to answer from, if there was anything.
  func withdraw() {
    current.withLock { current in
      if current != nil { isWithdrawn.store(true, ordering: .releasing) }
      current = nil
    }
  }

  func replace(with index: LoadedIndex) {
    current.withLock { current in
      let old = current
      current = index
      current?.compare(with: old)
    }
  }
}

/// An index in service, and since when what it says holds.
struct LoadedIndex: Sendable {
  let index: any EntrySource
  /// The file that was compiled, without what changed since.
  let compiled: HashIndex
  /// Every list and its entries, in byte order of the names.
  let lists: [ListSize]
  /// Seconds since 1970.
  let writtenAt: Int
  var header: IndexHeader { compiled.header }
  /// Shared by all who answer from it.
  let trust = IndexTrust()
  /// Entries of the index that this one replaced; `nil` for the first.
  private(set) var entryCountBefore: Int?

  init(index: HashIndex, writtenAt: Int) {
    self.index = index
    compiled = index
    lists = index.listSizes
    self.writtenAt = writtenAt
  }

  /// A list store's index with what changed since it was compiled.
  init(live: LiveIndex, writtenAt: Int) {
    index = live
    compiled = live.base
    lists = live.listSizes
    self.writtenAt = writtenAt
  }

  /// Says whether what was found in the index up to now may be told: one that somebody has written into knows
  /// nothing of what it held before. One system call.
  func checkUnchanged() throws(ProtocolError) {
    do throws(IndexError) {
      try index.checkUnchanged()
    } catch {
      trust.lose(error)
    }
    if trust.lostBy != nil { throw .changedIndex }
  }

  /// Remembers what `old` had. The same content loaded anew has replaced what it replaced before, so that
  /// what it lost stays visible.
  fileprivate mutating func compare(with old: LoadedIndex?) {
    let isSame = old?.header.contentDigest == header.contentDigest
    entryCountBefore = isSame ? old?.entryCountBefore : old?.index.entryCount
  }

  /// Whether more than half of the entries before are gone: more often a broken list than a wish.
  var hasLostMost: Bool { 2 * index.entryCount < entryCountBefore ?? 0 }

  var generation: UInt64 { index.generation }
  /// What replies say of it: the generation, and the last change where there is a list store.
  var fields: [Field] {
    [Field("generation", "\(generation)")] + (index.sequence.map { [Field("seq", "\($0)")] } ?? [])
  }
  /// How many entries each list has: `<name>:<count>`.
  var listField: Field { Field("lists", list: lists.map { "\($0.list.name):\($0.entryCount)" }) }
  /// When the source lists were as they stand in it, where that is known.
  var asOfField: [Field] { header.asOf.isEmpty ? [] : [Field("as_of", header.asOf)] }
  var ageSeconds: Int { max(0, Clock.unixSeconds - writtenAt) }
}

/// Whether an index is still what was opened; once lost, it never is again.
final class IndexTrust: Sendable {
  private let reason = Mutex<IndexError?>(nil)

  /// What was found first to be wrong; `nil` as long as nothing was.
  var lostBy: IndexError? { reason.withLock { $0 } }

  func lose(_ error: IndexError) { reason.withLock { $0 = $0 ?? error } }
}

extension ProtocolError {
  static let changedIndex = ProtocolError(
    .notReady, "expected the index file that was opened, found it changed in place; it has to be opened anew")
}
