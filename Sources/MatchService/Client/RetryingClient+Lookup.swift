import DequeModule
import MatchProtocol

extension RetryingClient {
  /// Looks up queries through the daemon: `next` gives them in batches of at most 10 000 until it gives
  /// `nil`, `body` gets their items in order, numbered through from 0. Queries that the daemon could not be
  /// asked have an error for an item.
  public func lookup(
    options: LookupOptions, next: @escaping () -> [String]?, _ body: @escaping (Item) -> Void
  ) {
    var batchCounts: Deque<Int> = []
    var first = 0
    pipeline(
      inflightMax: 4,
      next: {
        guard let queries = next() else { return nil }
        batchCounts.append(queries.count)
        return MatchClient.Outgoing(.lookup(LookupRequest(queries: QueryLines(queries), keys: options.keys)))
      },
      { answer in
        let count = batchCounts.removeFirst()
        for var item in answer.items(count: count) {
          item.index += first
          body(item)
        }
        first += count
        return true
      })
  }
}
