import Matcher
import Platform
import Synchronization

/// The index that look-ups are answered from at this moment.
///
/// Replaced as a whole: whoever took the old one keeps it, mapped, until it has answered.
final class IndexHolder: Sendable {
  private let current = Mutex<LoadedIndex?>(nil)

  var loaded: LoadedIndex? { current.withLock { $0 } }

  func replace(with index: LoadedIndex) { current.withLock { $0 = index } }
}

/// An index in service, and since when what it says holds.
struct LoadedIndex: Sendable {
  let index: HashIndex
  /// Seconds since 1970.
  let writtenAt: Int

  var generation: UInt64 { index.header.generation }
  var ageSeconds: Int { max(0, Clock.unixSeconds - writtenAt) }
}
