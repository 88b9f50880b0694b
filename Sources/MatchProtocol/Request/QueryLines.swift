/// The queries of one look-up as they came, one behind the other in one piece of memory.
///
///     bytes  p d q : f 8 ... m d 5 : 0 0 ...
///     ends                  ^              ^     query i is bytes[ends[i - 1] ..< ends[i]]
///
/// They are not understood here: a bad query is an answer of its own, not an error of the request.
public struct QueryLines: Equatable, Sendable {
  public private(set) var bytes: [UInt8] = []
  private var ends: [Int] = []

  public init() {}

  public init(_ queries: [String]) {
    for query in queries { append(query.utf8) }
  }

  /// Hands the bytes of the query at `index` to `body`, without a copy.
  public func withBytes<Result, Failure: Error>(
    at index: Int, _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(bytes.span.extracting(range(index)))
  }

  private func range(_ index: Int) -> Range<Int> { (index == 0 ? 0 : ends[index - 1])..<ends[index] }

  mutating func reserve(_ queryCount: Int) { ends.reserveCapacity(Swift.min(queryCount, 16_384)) }

  mutating func append(_ query: some Collection<UInt8>) {
    bytes += query
    ends.append(bytes.count)
  }
}

extension QueryLines: RandomAccessCollection {
  public var startIndex: Int { 0 }
  public var endIndex: Int { ends.count }

  /// The bytes of the query at `index`, which need not be text.
  public subscript(_ index: Int) -> ArraySlice<UInt8> { bytes[range(index)] }
}
