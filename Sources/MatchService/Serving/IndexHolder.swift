import MatchProtocol
import Matcher
import Platform
import Synchronization

/// The index that look-ups are answered from at this moment.
///
/// Replaced as a whole: whoever took the old one keeps it, mapped, until it has answered.
final class IndexHolder: Sendable {
  private let current = Mutex<LoadedIndex?>(nil)

  var loaded: LoadedIndex? { current.withLock { $0 } }

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
  /// Of the file that was compiled, without what changed since.
  let header: IndexHeader
  /// Seconds since 1970.
  let writtenAt: Int
  /// Entries of the index that this one replaced; `nil` for the first.
  private(set) var entryCountBefore: Int?

  init(index: HashIndex, writtenAt: Int) {
    self.index = index
    header = index.header
    self.writtenAt = writtenAt
  }

  /// A list store's index with what changed since it was compiled.
  init(live: LiveIndex, writtenAt: Int) {
    index = live
    header = live.base.header
    self.writtenAt = writtenAt
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
  var ageSeconds: Int { max(0, Clock.unixSeconds - writtenAt) }
}
