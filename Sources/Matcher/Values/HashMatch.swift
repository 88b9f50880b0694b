/// An entry one of whose hashes lies within the threshold of a query.
public struct HashMatch: Hashable, Sendable, BitwiseCopyable {
  public let entry: EntryNumber
  /// Differing bits, 0...256.
  public let distance: Int

  @inlinable public init(entry: EntryNumber, distance: Int) {
    self.entry = entry
    self.distance = distance
  }
}

extension HashMatch: Comparable {
  /// The order of reports: nearest first, then by entry.
  @inlinable public static func < (a: HashMatch, b: HashMatch) -> Bool {
    (a.distance, a.entry.rawValue) < (b.distance, b.entry.rawValue)
  }
}
