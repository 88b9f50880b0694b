import DequeModule
import MatchProtocol

extension MatchClient {
  /// Looks up queries through the daemon: `next` gives them in batches of at most 10 000 until it gives
  /// `nil`, `body` gets their items in order, numbered through from 0.
  public func lookup(
    options: LookupOptions, next: @escaping () -> [String]?, _ body: @escaping (Item) -> Void
  ) throws(ClientError) {
    var failure: ReplyFailure?
    var sizes: Deque<Int> = []
    var first = 0
    try pipeline(
      inflightMax: 4,
      next: {
        guard failure == nil, let queries = next() else { return nil }
        sizes.append(queries.count)
        return Outgoing(.lookup(LookupRequest(queries: QueryLines(queries), keys: options.keys)))
      },
      onReply: { reply in
        if case .failed(let refusal) = reply.status { failure = failure ?? refusal }
        for var item in reply.items {
          item.index += first
          body(item)
        }
        first += sizes.removeFirst()
      })
    if let failure { throw .refused(failure) }
  }
}
