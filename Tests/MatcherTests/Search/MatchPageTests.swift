import TestSupport
import Testing

@testable import Matcher

@Suite struct MatchPageTests {
  private func keys(_ count: Int, seed: UInt64) -> [UInt64] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in
      MatchPage.key(
        distance: Int.random(in: 0...31, using: &generator),
        entry: UInt32.random(in: 0..<UInt32(max(1, count)), using: &generator))
    }
  }

  /// All keys, page after page, as a search hands them over: each page sees every key again.
  private func pages(_ keys: [UInt64], capacity: Int) -> [[UInt64]] {
    var pages: [[UInt64]] = []
    var floor: UInt64?
    // Each page has a key more than those before it.
    while pages.count <= keys.count {
      var page = MatchPage(above: floor, capacity: capacity)
      for key in keys { page.add(key) }
      page.finish()
      pages.append(page.keys)
      guard page.isCut else { break }
      floor = page.keys.last
    }
    return pages
  }

  @Test(arguments: [0, 1, 2, 7, 8, 9, 16, 17, 1000], [1, 2, 8, 64])
  func pagesTogetherAreAllKeysInOrder(count: Int, capacity: Int) {
    for keys in [keys(count, seed: UInt64(count)), keys(count, seed: 5) + keys(count, seed: 5)] {
      let pages = pages(keys, capacity: capacity)
      #expect(pages.flatMap { $0 } == Set(keys).sorted())
      #expect(pages.dropLast().allSatisfy { $0.count == capacity } && pages.last!.count <= capacity)
    }
  }

  @Test func aKeyIsItsMatch() {
    for (distance, entry) in [(0, 0), (31, 7), (256, UInt32.max - 2)] {
      let match = MatchPage.match(MatchPage.key(distance: distance, entry: entry))
      #expect(match == HashMatch(entry: EntryNumber(rawValue: entry), distance: distance))
    }
    #expect(MatchPage.key(distance: 3, entry: .max) < MatchPage.key(distance: 4, entry: 0))
  }

  @Test func aPageThatHoldsEverythingIsNotCut() {
    var page = MatchPage(capacity: 3)
    for entry: UInt32 in [3, 1, 2, 1, 3] { page.add(MatchPage.key(distance: 0, entry: entry)) }
    page.finish()
    #expect(!page.isCut && page.keys.map { MatchPage.match($0).entry.rawValue } == [1, 2, 3])
  }
}
