import ContentDigests
import HashCore
import ListFormats
import Matcher
import TestSupport
import Testing

@testable import ListStore

/// What would match too much is taken in and does not answer until somebody has looked at it.
@Suite struct QuarantineTests {
  private let test: TestStore
  private static let partner = StoredList(name: "partner", kind: .official)

  init() throws { test = try TestStore(Self.partner, .own()) }

  private func line(_ id: String, _ hash: PDQHash) -> String { "pdq:\(hash)\t\(id)\n" }

  private func staged(_ lines: String) throws -> StagedImport {
    let staged = try StagedImport(for: test.store)
    var rest = [Array(lines.utf8)]
    _ = try staged.read(name: "", format: "text") { rest.popLast() ?? [] }
    return staged
  }

  @discardableResult private func take(_ lines: String, additions: Int? = nil) throws -> ImportDifference {
    try test.store.take(
      try staged(lines), into: "partner", .merge, additions: additions, by: TestStore.author)
  }

  private func answers(_ hash: PDQHash) throws -> [String] {
    let index = try StoreReader(try ListStore(opening: test.store.path), honoured: .all).index()
    var found: [String] = []
    try index.forEachMatch(for: hash, within: Threshold(0)!, engine: .auto) {
      found.append(index.entry($0.entry).id)
      return true
    }
    return found
  }

  /// A hash of 128 ones that comes back when its lanes are moved by one.
  private let striped = PDQHash(
    words: (0xF0F0_F0F0_F0F0_F0F1, 0xF0F0_F0F0_F0F0_F0F0, 0xF0F0_F0F0_F0F0_F0F0, 0xF0F0_F0F0_F0F0_F0E0))

  @Test func hashesOfPatternsSayLittleAndOthersDoNot() {
    #expect(PoisonGuard.saysLittle(striped))
    for number in 0..<500 { #expect(!PoisonGuard.saysLittle(hash(number)), "\(number)") }
  }

  /// Every hash of the vectors that is worth matching on is that of a picture.
  @Test func noPictureOfTheVectorsIsSuspicious() throws {
    let table = try String(contentsOf: Vectors.root.appending(path: "expected.tsv"), encoding: .utf8)
    var count = 0
    for row in table.split(separator: "\n").map({ $0.split(separator: "\t") }) where row.count > 4 {
      if let hash = PDQHash(String(row[1])), let quality = Int(row[2]), quality >= 50, (Int(row[3]) ?? 0) > 7
      {
        count += 1
        #expect(!PoisonGuard.saysLittle(hash), "\(row[0])")
      }
    }
    #expect(count > 100)
  }

  @Test func aHashThatSaysLittleWaits() throws {
    let lines = line("good", hash(1)) + line("bad", striped)
    let told = try test.store.difference(of: try staged(lines), to: "partner", .merge)
    let taken = try take(lines)
    #expect(told.quarantined == ["low-information hash": 1] && taken.quarantined == told.quarantined)
    #expect(taken.added == 2 && taken.words.contains("in quarantine 1 (low-information hash 1)"))
    #expect(try answers(striped).isEmpty)
    #expect(try answers(hash(1)) == ["good"])
    let held = try test.store.quarantine()
    #expect(held.map(\.id) == ["bad"] && held[0].said == .confirmed && held[0].importNumber == 1)
    #expect(try take(lines).changeCount == 0, "the same file again changes nothing")
    #expect(try test.store.check() == 2)
  }

  @Test func nearManyOrNearHarmlessWaits() throws {
    let harmless = StoredList(name: "harmless", kind: .negative)
    try test.store.create(harmless, by: TestStore.author)
    for number in 0..<PoisonGuard.harmlessCount {
      try test.add("\(number)", hash(7).flipping(number), to: "harmless")
      try test.review(.confirm, "\(number)", in: "harmless")
    }
    let crowd = (0..<PoisonGuard.neighbourCount).map { number in
      line("crowd-\(number)", hash(8).flipping([number % 8, 8 + number / 8]))
    }
    #expect(
      try take(crowd.joined()).quarantinedCount == 0, "what stands beside it in the file is no neighbour")
    let taken = try take(
      line("a", hash(8)) + line("b", hash(7).flipping(30)) + line("c", hash(9))
        + line("d", hash(7).flipping(60)))
    #expect(taken.quarantined == ["near harmless entries": 1, "near many entries": 1])
    #expect(try test.store.quarantine(of: "partner").map(\.id) == ["a", "b"])
  }

  /// An entry that is there gets a hash that would match too much only if somebody says so.
  @Test func aSuspiciousChangeIsNotMade() throws {
    try take(line("1", hash(1)) + line("2", hash(2)))
    let lines = line("1", striped) + line("2", hash(3))
    let told = try test.store.difference(of: try staged(lines), to: "partner", .merge)
    #expect(told.words == "+0 -0 ~1, refused 1 (changed to: low-information hash 1), unchanged 0")
    #expect(try take(lines) == told)
    #expect(try answers(hash(1)) == ["1"] && answers(hash(3)) == ["2"], "what was in service stays")
    #expect(try answers(striped).isEmpty)
    let made = try test.store.take(
      try staged(lines), into: "partner", .merge, changes: 1, by: TestStore.author)
    #expect(made.changed == 1 && made.refusedCount == 0)
    #expect(try answers(striped) == ["1"] && answers(hash(1)).isEmpty)
    #expect(try take(lines).changeCount == 0)
    #expect(try test.store.check() == 2)
  }

  @Test func aListThatGrowsMuchWaitsUnlessSomebodySaysSo() throws {
    func lines(_ numbers: Range<Int>) -> String { numbers.map { line("\($0)", hash($0)) }.joined() }
    #expect(try take(lines(0..<1100)).quarantinedCount == 0, "the first import of a list")
    let told = try test.store.difference(of: try staged(lines(1100..<2200)), to: "partner", .merge)
    let taken = try take(lines(1100..<2200))
    #expect(taken.quarantined == ["growth": 1100] && told.quarantined == taken.quarantined)
    #expect(try answers(hash(1)) == ["1"], "what was in service stays")
    #expect(try answers(hash(1200)).isEmpty)
    #expect(try take(lines(2200..<3400), additions: 1200).quarantinedCount == 0)
    #expect(try answers(hash(2300)) == ["2300"])
    #expect(try test.store.check() == 3400)
  }

  @Test func whatIsReleasedAnswersAndWhatIsDroppedIsGone() throws {
    try take(line("1", striped) + line("2", striped.flipping(3)) + line("3", striped.flipping(4)))
    let grounds = Grounds(reviewer: "anna", reason: "looked at it")
    func decide(_ decision: QuarantineDecision, _ ids: [String]?) throws -> Int {
      try test.store.decide(decision, on: ids, of: "partner", grounds, by: TestStore.author)
    }
    let refused = #expect(throws: StoreError.self) { try test.review(.confirm, "1", in: "partner") }
    #expect(refused?.check == .state)
    #expect(throws: StoreError.self) { try decide(.release, ["1", "none"]) }
    #expect(try test.store.quarantine().count == 3, "all or none")
    #expect(try decide(.release, ["1"]) == 1)
    #expect(try answers(striped) == ["1"])
    #expect(try decide(.drop, nil) == 2)
    #expect(try test.state("2", in: "partner") == .withdrawn)
    #expect(try test.store.quarantine().isEmpty)
    #expect(try take(line("2", striped.flipping(3))).heldBack == 1)
    var acts: [String] = []
    try test.store.forEachAuditLine { acts.append("\($0.act) \($0.entry)") }
    #expect(acts.suffix(4) == ["release 1", "drop 2", "drop 3", "import "])
    #expect(try test.store.check() == 3)
  }

  @Test func aWithdrawalEndsAQuarantine() throws {
    try take(line("1", striped) + line("2", striped.flipping(3)))
    try test.review(.withdraw, "1", in: "partner")
    #expect(try test.store.quarantine().map(\.id) == ["2"])
    let staged = try staged(line("2", striped.flipping(3)))
    _ = try test.store.take(staged, into: "partner", .remove, by: TestStore.author)
    #expect(try test.store.quarantine().isEmpty)
    #expect(try test.store.check() == 2)
  }

  /// People look at what comes into our own lists anyway.
  @Test func ownListsHaveNoQuarantine() throws {
    #expect(try test.take(line("1", striped)).quarantinedCount == 0)
    #expect(try test.state("1") == .proposed)
  }
}
