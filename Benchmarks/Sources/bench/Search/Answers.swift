import Matcher

/// What a run over queries found, in a form that two engines can be compared by: the number of matches and a
/// sum over (query, entry, distance) that does not hang on their order.
struct Answers: Equatable {
  var matchCount = 0
  var checksum: UInt64 = 0

  mutating func add(query: Int, _ match: HashMatch) {
    matchCount += 1
    checksum &+= mix(UInt64(query) << 40 | UInt64(match.entry.rawValue) << 9 | UInt64(match.distance))
  }
}
