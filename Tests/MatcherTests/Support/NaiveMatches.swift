import HashCore
import Matcher

/// The judge: one distance after the other, in Swift.
func naiveMatches(_ query: PDQHash, in hashes: [PDQHash], within distanceMax: Int) -> [HashMatch] {
  var matches: [HashMatch] = []
  for place in hashes.indices {
    let distance = query.distance(to: hashes[place])
    guard distance <= distanceMax else { continue }
    matches.append(HashMatch(entry: EntryNumber(rawValue: UInt32(place)), distance: distance))
  }
  return matches.sorted()
}
