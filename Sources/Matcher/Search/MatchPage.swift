/// The next matches of one query in report order, in bounded memory: keeps the smallest keys above a floor.
///
/// A key is distance << 32 | entry, so keys sort in report order. Where more keys arrive than fit, the
/// largest are dropped and a later page, with the floor raised, finds them again.
struct MatchPage {
  /// Keys a page keeps: 2 MB.
  static let standardCapacity = 1 << 17

  private let floor: UInt64?
  private let capacity: Int
  private(set) var keys: [UInt64] = []
  /// Keys from here on were dropped.
  private(set) var ceiling = UInt64.max

  /// - Parameter floor: the last key of the page before.
  init(above floor: UInt64? = nil, capacity: Int = standardCapacity) {
    self.floor = floor
    self.capacity = capacity
  }

  /// Whether keys were dropped, so that another page follows.
  var isCut: Bool { ceiling != UInt64.max }

  static func key(distance: Int, entry: UInt32) -> UInt64 { UInt64(distance) << 32 | UInt64(entry) }

  static func match(_ key: UInt64) -> HashMatch {
    HashMatch(entry: EntryNumber(rawValue: UInt32(truncatingIfNeeded: key)), distance: Int(key >> 32))
  }

  mutating func add(_ key: UInt64) {
    if let floor, key <= floor { return }
    guard key < ceiling else { return }
    keys.append(key)
    if keys.count >= 2 * capacity { cut() }
  }

  /// Sorts the keys; each stands once.
  mutating func finish() {
    if keys.count > 1 { sortAndUnique() }
    if keys.count > capacity { cut() }
  }

  private mutating func cut() {
    sortAndUnique()
    guard keys.count > capacity else { return }
    ceiling = keys[capacity]
    keys.removeSubrange(capacity...)
  }

  private mutating func sortAndUnique() {
    keys.sort()
    var kept = 1
    for index in 1..<keys.count where keys[index] != keys[kept - 1] {
      keys[kept] = keys[index]
      kept += 1
    }
    keys.removeSubrange(kept...)
  }
}
