public import HashCore

/// What a client asks: something that has to be worked on, or something about the server itself.
public enum Request: Equatable, Sendable {
  case lookup(LookupRequest)
  case scan(ScanRequest)
  case control(ControlRequest)
}

/// A request that brings nothing along and is answered from what the server knows of itself.
public enum ControlRequest: Equatable, Sendable {
  case hello(clientName: String?)
  case ping
  case stats(StatsFormat)
  case health
  case reload
  case quit
}

/// How `STATS` is answered: `STAT` lines, or Prometheus' text format as a counted body.
public enum StatsFormat: String, CaseIterable, Sendable {
  case lines, prometheus
}

/// The engine words of `engine=`.
public enum EngineChoice: String, CaseIterable, Sendable {
  case auto, ring, bk, linear
}

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

/// `SCAN`: a picture and how to judge it.
public struct ScanRequest: Equatable, Sendable {
  public var source: Source
  public var keys: ScanKeys

  public init(source: Source, keys: ScanKeys = .init()) {
    self.source = source
    self.keys = keys
  }

  public enum Source: Equatable, Sendable {
    /// The picture's encoded bytes, which followed the request line.
    case bytes([UInt8])
    /// A descriptor that travels beside the request line.
    case descriptor
    /// A path on the server's machine; bytes, since paths need not be UTF-8.
    case path([UInt8])
  }
}

/// The keys of `SCAN`; `nil` means the server's default.
public struct ScanKeys: Equatable, Sendable {
  /// Largest distance that matches, 0...256.
  public var threshold: Int?
  /// Most entries in the reply, 1...10 000.
  public var matchCountMax: Int?
  /// Lowest quality that is matched on, 0...100.
  public var qualityMin: Int?
  public var engine: EngineChoice?
  public var decode: DecodeMode?
  /// `orientations=all`: the picture is looked up turned and mirrored in all eight ways.
  public var allOrientations: Bool
  /// What the client calls the picture; comes back in the reply.
  public var name: String?

  public init(
    threshold: Int? = nil, matchCountMax: Int? = nil, qualityMin: Int? = nil, engine: EngineChoice? = nil,
    decode: DecodeMode? = nil, allOrientations: Bool = false, name: String? = nil
  ) {
    self.threshold = threshold
    self.matchCountMax = matchCountMax
    self.qualityMin = qualityMin
    self.engine = engine
    self.decode = decode
    self.allOrientations = allOrientations
    self.name = name
  }
}
