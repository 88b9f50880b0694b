import HashCore
import Matcher
import Testing

/// One entry is one match, by its best method; matches stand in report order.
struct MatchCollectorTests {
  private static func match(_ entry: UInt32, _ method: MatchMethod) -> ReportedMatch {
    ReportedMatch(entry: EntryNumber(rawValue: entry), method: method, threshold: .standard)
  }

  /// Best first.
  private static let methods: [MatchMethod] = [
    .digest(.md5), .digest(.sha1), .digest(.sha256), .hash(distance: 3, view: .stored),
    .hash(distance: 3, view: PictureView(background: .white)),
    .hash(distance: 3, view: PictureView(orientation: .rot90)), .hash(distance: 4, view: .stored),
  ]

  @Test("of two findings of one entry the better stays, whichever came first")
  func better() {
    for (place, best) in Self.methods.enumerated() {
      for worse in Self.methods[place...] {
        for pair in [[best, worse], [worse, best]] {
          var collector = MatchCollector(matchCountMax: 8)
          for method in pair { collector.add(Self.match(7, method)) }
          #expect(collector.verdict == .known(matches: [Self.match(7, best)], total: 1))
        }
      }
    }
  }

  @Test("digests come first, then the nearest, then by entry; what is left out is counted")
  func order() {
    var collector = MatchCollector(matchCountMax: 3)
    let turned = PictureView(orientation: .flipy)
    collector.add(Self.match(1, .hash(distance: 9, view: .stored)))
    collector.add(Self.match(5, .hash(distance: 2, view: turned)))
    collector.add(Self.match(4, .hash(distance: 2, view: turned)))
    collector.add(Self.match(9, .digest(.sha256)))
    let expected = [
      Self.match(9, .digest(.sha256)), Self.match(4, .hash(distance: 2, view: turned)),
      Self.match(5, .hash(distance: 2, view: turned)),
    ]
    #expect(collector.verdict == .known(matches: expected, total: 4))
  }

  @Test("what does not count is a lead, unless its entry matches")
  func gated() {
    var collector = MatchCollector(matchCountMax: 2)
    let near = (1...4).map { Self.match($0, .hash(distance: 20 - Int($0), view: .stored)) }
    for match in near { collector.addGated(match) }
    collector.addGated(Self.match(4, .hash(distance: 30, view: .stored)))
    #expect(collector.hasGated && !collector.hasMatch)
    #expect(collector.leads == Leads(nearest: [near[3], near[2]], total: 4))
    #expect(collector.verdict == .unknown(nearest: []))
    collector.add(Self.match(4, .hash(distance: 31, view: .stored)))
    collector.addLead(Self.match(3, .hash(distance: 32, view: .stored)))
    #expect(collector.leads == Leads(nearest: [near[2], near[1]], total: 3))
    #expect(
      collector.verdict == .known(matches: [Self.match(4, .hash(distance: 31, view: .stored))], total: 1))
  }

  @Test("what was taken away is told, unless its entry matches in another way")
  func suppressed() {
    var collector = MatchCollector(matchCountMax: 3)
    let negative = EntryNumber(rawValue: 90)
    let (worse, better) = (
      Self.match(2, .hash(distance: 9, view: .stored)), Self.match(2, .hash(distance: 8, view: .stored))
    )
    let other = Self.match(1, .hash(distance: 12, view: .stored))
    #expect(collector.suppressedMatches == nil)
    for match in [worse, better, worse, other] { collector.addSuppressed(match, by: negative) }
    #expect(!collector.hasMatch && collector.verdict == .unknown(nearest: []))
    #expect(
      collector.suppressedMatches == SuppressedMatches(first: better, suppressor: negative, total: 2))
    collector.add(Self.match(2, .hash(distance: 20, view: PictureView(orientation: .rot90))))
    #expect(
      collector.suppressedMatches == SuppressedMatches(first: other, suppressor: negative, total: 1))
  }
}
