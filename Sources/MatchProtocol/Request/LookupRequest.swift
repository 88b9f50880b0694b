/// `LOOKUP`: queries and how to search for them.
public struct LookupRequest: Equatable, Sendable {
  public var queries: QueryLines
  public var keys: LookupKeys
  /// `reply=known`: items with `verdict=unknown` are left out.
  public var leavesOutUnknown: Bool

  public init(queries: QueryLines, keys: LookupKeys = .init(), leavesOutUnknown: Bool = false) {
    self.queries = queries
    self.keys = keys
    self.leavesOutUnknown = leavesOutUnknown
  }
}

/// The keys of `LOOKUP`; `nil` means the server's default.
public struct LookupKeys: Equatable, Sendable {
  /// Largest distance that matches, 0...256.
  public var threshold: Int?
  /// Most entries per query in the reply, 1...10 000.
  public var matchCountMax: Int?
  /// How many nearest entries to list whatever their distance, 1...10 000; takes the place of
  /// `matchCountMax`.
  public var nearest: Int?
  public var engine: EngineChoice?

  public init(
    threshold: Int? = nil, matchCountMax: Int? = nil, nearest: Int? = nil, engine: EngineChoice? = nil
  ) {
    self.threshold = threshold
    self.matchCountMax = matchCountMax
    self.nearest = nearest
    self.engine = engine
  }

  static let matchCountRange = 1...10_000
}

/// The engine words of `engine=`.
public enum EngineChoice: String, CaseIterable, Sendable {
  case auto, ring, bk, linear
}
