/// The matches of a block of queries: sorted keys (see `MatchPage`), query after query.
struct BlockAnswer: Sendable {
  private var keys: [UInt64] = []
  /// Where each query's keys end.
  private var ends: [Int] = []

  func keys(of query: Int) -> ArraySlice<UInt64> { keys[(query == 0 ? 0 : ends[query - 1])..<ends[query]] }

  /// Sorts raw keys into queries. `found[i]` belongs to the query at place
  /// `queries[i]`, less than `queryCount`.
  init(_ found: [UInt64], queries: [UInt32], queryCount: Int) {
    var next = [Int](repeating: 0, count: queryCount + 1)
    for query in queries { next[Int(query) + 1] += 1 }
    for query in 0..<queryCount { next[query + 1] += next[query] }
    var grouped = [UInt64](repeating: 0, count: found.count)
    for (key, query) in zip(found, queries) {
      grouped[next[Int(query)]] = key
      next[Int(query)] += 1
    }
    keys.reserveCapacity(grouped.count)
    ends.reserveCapacity(queryCount)
    var start = 0
    for query in 0..<queryCount {
      append(&grouped, start..<next[query])
      start = next[query]
    }
  }

  /// Sorts one query's keys and keeps each entry's first.
  private mutating func append(_ grouped: inout [UInt64], _ run: Range<Int>) {
    if run.count == 1 { keys.append(grouped[run.lowerBound]) }
    if run.count > 1 {
      grouped[run].sort()
      var filter = RepeatFilter()
      for key in grouped[run] where filter.isNew(MatchPage.match(key).entry) { keys.append(key) }
    }
    ends.append(keys.count)
  }
}
