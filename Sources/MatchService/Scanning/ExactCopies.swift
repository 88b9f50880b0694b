import ContentDigests
import MatchProtocol
import Platform

/// Has files with the same bytes judged once: who comes with bytes that somebody judges just now waits for
/// what comes out.
///
/// Memory: some 300 bytes for each distinct file.
final class ExactCopies: Sendable {
  private struct State {
    /// `nil` while somebody judges those bytes.
    var items: [ContentKey: PackedItem?] = [:]
    var copyCount = 0
  }

  private let state = Monitor(State())

  /// How many files had the bytes of another one that was judged before.
  var copyCount: Int { state.read { $0.copyCount } }

  /// What comes out of a file.
  /// - Parameter judge: is called where no other file with these bytes was judged. What failed is tried again
  ///   for the next one.
  func item(of sha256: ContentDigest, at place: Int, judge: () -> Item) -> Item {
    let key = ContentKey(sha256)
    if var item = judged(key) {
      item.index = place
      return item
    }
    let item = judge()
    state.update { state in
      if case .failed = item.outcome { state.items[key] = nil } else { state.items[key] = PackedItem(item) }
    }
    return item
  }

  /// What came out of those bytes before; `nil` where that is for the caller to find out.
  private func judged(_ key: ContentKey) -> Item? {
    let packed: PackedItem?? = state.wait { state in
      switch state.items[key] {
      case .none:
        state.items.updateValue(nil, forKey: key)
        return .some(nil)
      case .some(.none): return .none
      case .some(.some(let item)):
        state.copyCount += 1
        return .some(item)
      }
    }
    return packed??.item
  }
}

/// A SHA-256 without memory of its own.
private struct ContentKey: Hashable {
  private var words: InlineArray<4, UInt64> = [0, 0, 0, 0]

  init(_ sha256: ContentDigest) {
    for (place, byte) in sha256.bytes.enumerated() { words[place / 8] = words[place / 8] << 8 | UInt64(byte) }
  }

  static func == (a: ContentKey, b: ContentKey) -> Bool {
    a.words[0] == b.words[0] && a.words[1] == b.words[1] && a.words[2] == b.words[2]
      && a.words[3] == b.words[3]
  }

  func hash(into hasher: inout Hasher) {
    for place in words.indices { hasher.combine(words[place]) }
  }
}
