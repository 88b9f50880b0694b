import HashCore
import Matcher
import TestSupport
import Testing

/// Groups are those that comparing everything with everything finds.
@Suite struct HashClustersTests {
  private static let threshold = Threshold(31)!

  /// As the documentation says it, hash by hash.
  private func bruteForce(
    _ hashes: [PDQHash], _ orientations: [Orientation], _ threshold: Threshold
  ) -> [HashClusters.Place] {
    var representatives: [(place: Int, turned: [PDQHash])] = []
    func distance(_ representative: (place: Int, turned: [PDQHash]), _ hash: PDQHash) -> Int {
      representative.turned.map { $0.distance(to: hash) }.min() ?? 256
    }
    for (place, hash) in hashes.enumerated()
    where !representatives.contains(where: { distance($0, hash) <= threshold.distanceMax }) {
      representatives.append((place, orientations.map { hash.turned($0) }))
    }
    return hashes.map { hash in
      let found = representatives.map { ($0.place, distance($0, hash)) }.min { ($0.1, $0.0) < ($1.1, $1.0) }!
      return .init(representative: found.0, distance: found.1)
    }
  }

  /// Families around random hashes, turned or not, with members on both sides of the threshold; equal hashes
  /// too.
  private func families(_ count: Int, seed: UInt64) -> [PDQHash] {
    var generator = SeededGenerator(seed: seed)
    var hashes: [PDQHash] = []
    while hashes.count < count {
      let first = generator.hash()
      hashes.append(first)
      for _ in 0..<generator.below(13) {
        let orientation = generator.below(2) == 0 ? .original : Orientation.allCases[generator.below(8)]
        hashes.append(first.turned(orientation).flipping(generator.below(37), &generator))
      }
    }
    return Array(hashes.prefix(count)).shuffled(using: &generator)
  }

  @Test(arguments: [[.original], Orientation.allCases]) func groupsAreThoseOfBruteForce(
    orientations: [Orientation]
  ) throws {
    let hashes = families(Proof.count(2_000, long: 20_000), seed: 17)
    let places = try HashClusters(of: hashes, within: Self.threshold, orientations: orientations).places
    #expect(places == bruteForce(hashes, orientations, Self.threshold))
    #expect(Set(places.map(\.representative)).count < hashes.count)
  }

  @Test func aMemberOfAMemberIsNoMember() throws {
    let first = PDQHash(words: (1, 2, 3, 4))
    let chain = [0, 20, 40, 60].map { first.flipping($0) }
    let places = try HashClusters(of: chain, within: Self.threshold, orientations: [.original]).places
    #expect(places.map(\.representative) == [0, 0, 2, 2])
    #expect(places.map(\.distance) == [0, 20, 0, 20])
    #expect(try HashClusters(of: [], within: Self.threshold).places.isEmpty)
  }

  /// Far more near each other than a block has, in which most searches are in vain.
  @Test func aCrowdIsOneGroup() throws {
    var generator = SeededGenerator(seed: 3)
    let first = generator.hash()
    let crowd = (0..<3000).map { _ in first.flipping(7, &generator) }
    let places = try HashClusters(of: [first] + crowd, within: Self.threshold).places
    #expect(Set(places.map(\.representative)) == [0])
  }
}
