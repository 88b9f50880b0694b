/// The nearest entries seen so far, each once at its smallest distance.
struct NearestEntries {
  private let count: Int
  /// Sorted, at most `count`.
  private var keys: [UInt64] = []

  init(count: Int) { self.count = count }

  /// Rows farther than this cannot be among the nearest.
  var distanceMax: Int { keys.count < count ? 256 : Int(keys[count - 1] >> 32) }

  var matches: [HashMatch] { keys.map(MatchPage.match) }

  mutating func add(_ key: UInt64) {
    if keys.count == count, key >= keys[count - 1] { return }
    let entry = UInt32(truncatingIfNeeded: key)
    if let known = keys.firstIndex(where: { UInt32(truncatingIfNeeded: $0) == entry }) {
      guard key < keys[known] else { return }
      keys.remove(at: known)
    }
    let place = keys.firstIndex { $0 > key } ?? keys.count
    keys.insert(key, at: place)
    if keys.count > count { keys.removeLast() }
  }
}
