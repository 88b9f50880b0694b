import HashCore
import TestSupport
import Testing

/// Hashes that are turned by their bits.
@Suite struct TurnedHashTests {
  @Test func turningKeepsDistancesAndCanBeTakenBack() {
    var generator = SeededGenerator(seed: 5)
    let inverses: [Orientation: Orientation] = [.rot90: .rot270, .rot270: .rot90]
    for _ in 0..<50 {
      let (a, b) = (generator.hash(), generator.hash())
      for orientation in Orientation.allCases {
        #expect(a.turned(orientation).distance(to: b.turned(orientation)) == a.distance(to: b))
        #expect(a.turned(orientation).turned(inverses[orientation] ?? orientation) == a)
      }
    }
  }

  /// As near the hash of the turned picture as the documentation says.
  @Test func theHashOfTheTurnedPictureIsNear() throws {
    let rows = try Vectors.rows(of: "expected_turned.tsv").filter { Int($0[3])! >= 50 }
    let pictures = Dictionary(grouping: rows) { $0[0] }
    #expect(pictures.count >= 20)
    for (path, rows) in pictures {
      let original = PDQHash(rows.first { $0[1] == "original" }![2])!
      for row in rows {
        let distance = original.turned(Orientation(rawValue: row[1])!).distance(to: PDQHash(row[2])!)
        #expect(distance <= 28, "\(path) \(row[1])")
        #expect(row[1] != "flipplus1" || distance == 0)
      }
    }
  }
}
