extension [UInt8] {
  /// With a few bytes changed, left out or doubled at random places.
  public func mutated(_ random: inout SeededGenerator) -> [UInt8] {
    var out = self
    for _ in 0...Int(random.next() % 4) where !out.isEmpty {
      let place = Int(random.next() % UInt64(out.count))
      switch random.next() % 4 {
      case 0: out[place] = UInt8(truncatingIfNeeded: random.next())
      case 1: out[place] ^= 1 << UInt8(random.next() % 8)
      case 2: out.removeSubrange(place..<Swift.min(out.count, place + Int(random.next() % 16)))
      default: out.insert(contentsOf: out[place..<Swift.min(out.count, place + 8)], at: place)
      }
    }
    return out
  }
}
