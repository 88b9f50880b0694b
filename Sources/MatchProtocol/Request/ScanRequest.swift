public import HashCore

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
