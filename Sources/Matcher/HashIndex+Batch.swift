import HashCore
import Kernels

extension HashIndex {
  /// The matches of each query, as `matches(for:within:engine:)` gives them. Memory grows with the answers:
  /// use `forEachMatch` where they may be many.
  public func matches(
    for queries: [PDQHash], within threshold: Threshold, engine: SearchEngine = .auto, coreCount: Int = 1
  ) throws(IndexError) -> [[HashMatch]] {
    var results = [[HashMatch]](repeating: [], count: queries.count)
    try forEachMatch(for: queries, within: threshold, engine: engine, coreCount: coreCount) {
      results[$0].append($1)
      return true
    }
    return results
  }

  /// Calls `body` with (query index, match) for every match of every query, by query, then as
  /// `matches(for:within:engine:)` orders them, until it returns false.
  ///
  /// Queries are searched in blocks, which is several times faster than one at a time, on up to `coreCount`
  /// cores. Memory is bounded: about 100 bytes a query of a block and 16 MB of matches a core, whatever the
  /// batch and however many match.
  public func forEachMatch(
    for queries: [PDQHash], within threshold: Threshold, engine: SearchEngine = .auto, coreCount: Int = 1,
    _ body: (Int, HashMatch) -> Bool
  ) throws(IndexError) {
    let distanceMax = threshold.distanceMax
    let resolved = try resolved(engine, distanceMax: distanceMax)
    let search = BlockSearch(
      index: self, queries: queries, distanceMax: distanceMax, engine: engine, resolved)
    let blockCount = max(1, coreCount)
    let length = search.blockLength(sharedBy: blockCount)
    for start in stride(from: 0, to: queries.count, by: length * blockCount) {
      let blocks = (0..<blockCount).map { place in
        let first = min(start + place * length, queries.count)
        return first..<min(first + length, queries.count)
      }
      let answers = inParallel(blocks.count) { search.answer(blocks[$0]) }
      for (block, answer) in zip(blocks, answers) {
        guard try deliver(answer, block, search, threshold, body) else { return }
      }
    }
  }

  /// Hands the matches of a block over. A block with more matches than are kept is halved and searched again;
  /// a single query with too many is answered page by page.
  private func deliver(
    _ answer: BlockAnswer?, _ block: Range<Int>, _ search: BlockSearch, _ threshold: Threshold,
    _ body: (Int, HashMatch) -> Bool
  ) throws(IndexError) -> Bool {
    if let answer {
      for (place, query) in block.enumerated() {
        for key in answer.keys(of: place) where !body(query, MatchPage.match(key)) { return false }
      }
      return true
    }
    if block.count == 1 {
      var goesOn = true
      try forEachMatch(for: search.queries[block.lowerBound], within: threshold, engine: search.engine) {
        goesOn = body(block.lowerBound, $0)
        return goesOn
      }
      return goesOn
    }
    let middle = block.lowerBound + block.count / 2
    for half in [block.lowerBound..<middle, middle..<block.upperBound] {
      guard try deliver(search.answer(half), half, search, threshold, body) else { return false }
    }
    return true
  }
}
