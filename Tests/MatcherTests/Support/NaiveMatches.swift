import HashCore
import Matcher

/// The judge: one distance after the other, in Swift.
func naiveMatches(_ query: PDQHash, in hashes: [PDQHash], within distanceMax: Int) -> [HashMatch] {
  let matches = hashes.indices.map {
    HashMatch(entry: EntryNumber(rawValue: UInt32($0)), distance: query.distance(to: hashes[$0]))
  }
  return matches.filter { $0.distance <= distanceMax }.sorted()
}
