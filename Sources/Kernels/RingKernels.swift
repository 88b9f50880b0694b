import CKernels

/// The walk through ring tables. Every variant finds the same rows.
///
/// SAFETY: `functions` points to a constant of the C tables, never freed, never changed.
@safe public struct RingKernels: @unchecked Sendable {
  public typealias Words = (UInt64, UInt64, UInt64, UInt64)

  private let functions: UnsafePointer<matchd_ring_kernels>

  init(level: KernelLevel) { unsafe functions = matchd_ring_kernels_choose(level.rawValue) }

  /// The level of the variant that runs.
  public var variant: KernelLevel { unsafe KernelLevel(rawValue: functions.pointee.level)! }

  /// Calls `body` with every row within `distanceMax` of any of the queries, each (query, row) pair once, in
  /// no particular order, until it returns false.
  ///
  /// - Parameters:
  ///   - thresholds: one for each chunk; their sum is `distanceMax + 1`.
  ///   - distanceMax: the largest distance, inclusive.
  public func search(
    _ view: RingView, _ queries: inout RingQueries, thresholds: [UInt8], distanceMax: Int,
    _ body: (RingMatch) -> Bool
  ) {
    let (words, chunks, count) = (queries.words, queries.chunks, queries.count)
    // SAFETY: `visits` and `counts` have the room that the kernel asks for, by RingQueries.init; all pointers
    // are used within the nested calls alone.
    unsafe words.withUnsafeBufferPointer { words in
      unsafe chunks.withUnsafeBufferPointer { chunks in
        unsafe queries.visits.withUnsafeMutableBufferPointer { visits in
          unsafe queries.counts.withUnsafeMutableBufferPointer { counts in
            var list = unsafe matchd_ring_queries(
              words: words.baseAddress, chunks: chunks.baseAddress, count: count)
            unsafe run(
              view, &list, thresholds, distanceMax, visits.baseAddress,
              counts.isEmpty ? nil : counts.baseAddress,
              body)
          }
        }
      }
    }
  }

  /// The same for one query, without allocating.
  public func search(
    _ view: RingView, for query: Words, thresholds: [UInt8], distanceMax: Int, _ body: (RingMatch) -> Bool
  ) {
    var words: InlineArray<4, UInt64> = [query.0, query.1, query.2, query.3]
    var chunks = InlineArray<33, UInt16>(repeating: 0)
    var visit = matchd_ring_visit()
    // SAFETY: one query has 4 words, at most 33 chunks and one visit; all pointers are
    // used within this call alone.
    unsafe withUnsafePointer(to: &words) { words in
      unsafe withUnsafeMutablePointer(to: &chunks) { chunks in
        let words = unsafe UnsafeRawPointer(words).assumingMemoryBound(to: UInt64.self)
        let chunks = unsafe UnsafeMutableRawPointer(chunks).assumingMemoryBound(to: UInt16.self)
        unsafe matchd_ring_prepare(
          words, 1, UInt32(view.shape.chunkCount), UInt32(view.shape.chunkWidth), chunks)
        var list = unsafe matchd_ring_queries(words: words, chunks: chunks, count: 1)
        unsafe run(view, &list, thresholds, distanceMax, &visit, nil, body)
      }
    }
  }

  private func run(
    _ view: RingView, _ queries: UnsafePointer<matchd_ring_queries>, _ thresholds: [UInt8],
    _ distanceMax: Int,
    _ visits: UnsafeMutablePointer<matchd_ring_visit>?, _ counts: UnsafeMutablePointer<UInt32>?,
    _ body: (RingMatch) -> Bool
  ) {
    precondition(thresholds.count == view.shape.chunkCount, "one threshold for each chunk")
    precondition(
      thresholds.reduce(0) { $0 + Int($1) } == distanceMax + 1, "thresholds add up to distanceMax + 1")
    withoutActuallyEscaping(body) { body in
      var receiver = Receiver(body: body)
      var matches = InlineArray<64, matchd_ring_match>(repeating: matchd_ring_match())
      var ring = unsafe view.ring
      // SAFETY: the sink's pointers are valid for the call; thresholds hold
      // chunk_count numbers, checked above.
      unsafe withUnsafeMutablePointer(to: &matches) { matches in
        unsafe withUnsafeMutablePointer(to: &receiver) { receiver in
          var sink = unsafe matchd_ring_sink(
            matches: UnsafeMutableRawPointer(matches).assumingMemoryBound(to: matchd_ring_match.self),
            capacity: 64, count: 0, flush: receive, context: receiver)
          unsafe _ = functions.pointee.search(
            &ring, queries, thresholds, UInt32(distanceMax), visits, counts, &sink)
        }
      }
    }
  }
}

/// Carries the closure through C.
private struct Receiver {
  let body: (RingMatch) -> Bool
}

private func receive(
  _ context: UnsafeMutableRawPointer?, _ matches: UnsafePointer<matchd_ring_match>?, _ count: Int
) -> Int32 {
  // SAFETY: the context is the receiver of the running `search`, and `matches` holds `count`.
  let receiver = unsafe context!.assumingMemoryBound(to: Receiver.self)
  for place in 0..<count where unsafe !receiver.pointee.body(RingMatch(matches![place])) { return 1 }
  return 0
}

/// A row within the threshold of a query.
public struct RingMatch: BitwiseCopyable, Sendable {
  public let query: UInt32
  public let row: UInt32
  public let distance: UInt32

  init(_ match: matchd_ring_match) {
    query = match.query
    row = match.row
    distance = match.distance
  }
}
