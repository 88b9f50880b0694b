import HashCore

/// A request line understood, and what follows it on the wire.
struct RequestHeader {
  var tag: String?
  var content: Content
  var announced: Announcement

  enum Content {
    case request(Request)
    case rejected(ProtocolError)
  }

  /// What the line says will follow; true of rejected lines too, so that it can be read past.
  enum Announcement: Equatable {
    case nothing
    case body(byteCount: Int)
    case lines(count: Int)
    /// Something, but how much of it cannot be read.
    case unreadable
  }

  /// The keys that say how much follows.
  static let countKeys = ["n", "bytes"].map { Array($0.utf8) }

  /// - Parameter refusesHTTP: whether the connection is closed where the line looks like one of HTTP.
  init(_ line: [UInt8], limits: ProtocolLimits, refusesHTTP: Bool = false) {
    let parts = RequestLine(line)
    tag = parts.tag
    announced = Self.announcement(of: parts)
    do throws(ProtocolError) {
      if refusesHTTP && parts.looksLikeHTTP { throw .foundHTTP }
      if let problem = parts.problem { throw problem }
      try Self.checkLimits(announced, limits)
      let request = try Self.request(from: ArgumentReader(parts), limits)
      try request.checkCost(limits)
      content = .request(request)
    } catch {
      // What follows a count that nobody can read would be taken for requests.
      content = .rejected(announced == .unreadable ? error.endingConnection() : error)
    }
  }

  /// What a line announces, whether its verb takes that or not: what follows is read past, and never taken
  /// for requests.
  private static func announcement(of line: RequestLine) -> Announcement {
    if line.hasUnclearCount { return .unreadable }
    var announced = Announcement.nothing
    for (key, announcement) in [("n", Announcement.lines), ("bytes", Announcement.body)] {
      if line.unreadableKeys.contains(key) { return .unreadable }
      guard let place = line.place(of: key) else { continue }
      guard announced == .nothing, let count = countValue(line.pairs[place].value) else { return .unreadable }
      announced = announcement(count)
    }
    return announced
  }

  private static func checkLimits(
    _ announced: Announcement, _ limits: ProtocolLimits
  ) throws(ProtocolError) {
    switch announced {
    case .lines(let count) where count > limits.batchCountMax:
      throw .tooMany(
        "queries", limit: limits.batchCountMax, found: count,
        closesConnection: count > ProtocolLimits.batchDiscardFactor * limits.batchCountMax)
    case .body(let byteCount) where byteCount > limits.bodyByteCountMax:
      throw ProtocolError(
        .tooLarge, "expected bytes= of at most \(limits.bodyByteCountMax), found \(byteCount)",
        fields: [Field("limit", "\(limits.bodyByteCountMax)")])
    default: break
    }
  }

  private static func request(
    from arguments: ArgumentReader, _ limits: ProtocolLimits
  ) throws(ProtocolError) -> Request {
    guard let read = verbs[arguments.verb] else {
      let known = verbs.keys.sorted().joined(separator: " ")
      throw ProtocolError(
        .unknownVerb, "expected one of \(known), found \(excerpt(Array(arguments.verb.utf8)))")
    }
    var rest = arguments
    let request = try read(&rest, limits)
    try rest.finish()
    return request
  }
}

private typealias VerbReader =
  @Sendable (
    inout ArgumentReader, ProtocolLimits
  ) throws(ProtocolError) -> Request

private let verbs: [String: VerbReader] = [
  "HELLO": readHello,
  "PING": { _, _ in .control(.ping) },
  "LOOKUP": readLookup,
  "SCAN": readScan,
  "STATS": { (arguments, _) throws(ProtocolError) in
    .control(.stats(try arguments.readChoice("format", StatsFormat.self) ?? .lines))
  },
  "HEALTH": { _, _ in .control(.health) },
  "RELOAD": { _, _ in .control(.reload) },
  "QUIT": { _, _ in .control(.quit) },
]

@Sendable private func readHello(
  _ arguments: inout ArgumentReader, _: ProtocolLimits
) throws(ProtocolError) -> Request {
  let words = arguments.readWords()
  let expected = "matchd/\(ProtocolLimits.version)"
  guard words.count == 1, let word = words.first, word.starts(with: "matchd/".utf8) else {
    throw ProtocolError(.badRequest, "expected HELLO \(expected) [client=<name>]")
  }
  guard word.elementsEqual(expected.utf8) else {
    throw ProtocolError(.unsupportedVersion, "expected \(expected), found \(excerpt(Array(word)))")
  }
  return .control(.hello(clientName: try arguments.readText("client")))
}

@Sendable private func readLookup(
  _ arguments: inout ArgumentReader, _ limits: ProtocolLimits
) throws(ProtocolError) -> Request {
  let words = arguments.readWords()
  try Request.check("queries", words.count, limits.batchCountMax)
  var queries = QueryLines()
  for query in words { queries.append(query) }
  let announced = try arguments.readCount("n")
  let reply = try readLookupReply(&arguments)
  let keys = LookupKeys(
    search: try readSearchKeys(&arguments),
    nearest: try arguments.readInteger("nearest", in: SearchKeys.matchCountRange))
  try arguments.finish()
  guard (announced == nil) != queries.isEmpty else {
    throw ProtocolError(.badRequest, "expected LOOKUP with queries or with n=, found both or neither")
  }
  return .lookup(
    LookupRequest(
      queries: queries, keys: keys, leavesOutUnknown: reply.contains(.known),
      form: reply.contains(.json) ? .objects : .lines))
}

private func readSearchKeys(_ arguments: inout ArgumentReader) throws(ProtocolError) -> SearchKeys {
  SearchKeys(
    threshold: try arguments.readInteger("threshold", in: SearchKeys.thresholdRange),
    matchCountMax: try arguments.readInteger("max_matches", in: SearchKeys.matchCountRange),
    engine: try arguments.readChoice("engine", EngineChoice.self))
}

/// The words of `reply=`: `all` and `known` exclude each other, `json` goes with either.
private enum LookupReply: String, CaseIterable { case all, known, json }
private enum ScanReply: String, CaseIterable { case json }

private func readLookupReply(_ arguments: inout ArgumentReader) throws(ProtocolError) -> Set<LookupReply> {
  let choices = try arguments.readChoices("reply", LookupReply.self)
  guard !choices.isSuperset(of: [.all, .known]) else {
    throw ProtocolError(.badRequest, "expected reply= with all or known, found both")
  }
  return choices
}

@Sendable private func readScan(
  _ arguments: inout ArgumentReader, _: ProtocolLimits
) throws(ProtocolError) -> Request {
  let source = try readScanSource(&arguments)
  let keys = ScanKeys(
    search: try readSearchKeys(&arguments),
    nearThreshold: try arguments.readInteger("near_threshold", in: SearchKeys.thresholdRange),
    qualityMin: try arguments.readInteger("quality_min", in: ScanKeys.qualityRange),
    decode: try arguments.readChoice("decode", DecodeMode.self),
    allOrientations: try arguments.readFlag("orientations", word: "all"),
    recipes: try arguments.readChoice("protocol", HashRecipes.self),
    variants: try arguments.readChoice("variants", VariantSet.self),
    name: try arguments.readText("name"),
    form: try arguments.readChoice("reply", ScanReply.self) == .json ? .objects : .lines)
  try arguments.finish()
  if keys.decode == .fast, let variants = keys.variants, variants != .none {
    throw ProtocolError(
      .badRequest,
      "expected variants= with decode=exact, or none, found variants=\(variants.rawValue) with decode=fast")
  }
  guard let source else {
    throw ProtocolError(.badRequest, "expected SCAN with one of bytes=, path= and fd, found none or several")
  }
  return .scan(ScanRequest(source: source, keys: keys))
}

/// The one source that the request names, or `nil` where it names none or several.
private func readScanSource(
  _ arguments: inout ArgumentReader
) throws(ProtocolError) -> ScanRequest.Source? {
  var sources: [ScanRequest.Source] = []
  if try arguments.readCount("bytes") != nil { sources.append(.bytes([])) }
  if let path = arguments.readBytes("path") {
    guard !path.isEmpty, !path.contains(0) else {
      throw ProtocolError(.badRequest, "expected path= without a zero byte and not empty")
    }
    sources.append(.path(path))
  }
  if arguments.readWord("fd") { sources.append(.descriptor) }
  return sources.count == 1 ? sources[0] : nil
}

extension ProtocolError {
  /// Its headers and its body would be taken for requests.
  fileprivate static let foundHTTP = ProtocolError(
    .badRequest, "expected a request of matchd's protocol, found one of HTTP", closesConnection: true)
}
