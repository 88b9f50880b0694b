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
  let index: HashIndex
  /// Seconds since 1970.
  let writtenAt: Int
  /// Entries of the index that this one replaced; `nil` for the first.
  private(set) var entryCountBefore: Int?

  init(index: HashIndex, writtenAt: Int) {
    self.index = index
    self.writtenAt = writtenAt
  }

  /// Remembers what `old` had. The same content loaded anew has replaced what it replaced before, so that
  /// what it lost stays visible.
  fileprivate mutating func compare(with old: LoadedIndex?) {
    let isSame = old?.index.header.contentDigest == index.header.contentDigest
    entryCountBefore = isSame ? old?.entryCountBefore : old?.index.entryCount
  }

  /// Whether more than half of the entries before are gone: more often a broken list than a wish.
  var hasLostMost: Bool { 2 * index.entryCount < entryCountBefore ?? 0 }

  var generation: UInt64 { index.header.generation }
  var ageSeconds: Int { max(0, Clock.unixSeconds - writtenAt) }
}
