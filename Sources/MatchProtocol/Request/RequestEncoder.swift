import HashCore

/// Writes requests, as a client sends them.
public enum RequestEncoder {
  /// The request line and, where it announces one, the body. A request for a descriptor sends the descriptor
  /// beside it.
  public static func encode(_ request: Request, tag: String? = nil) -> [UInt8] {
    var line = RequestText()
    switch request {
    case .hello(let clientName):
      line.words = ["HELLO", "matchd/\(ProtocolLimits.version)"]
      line.field("client", clientName)
    case .ping: line.words = ["PING"]
    case .lookup(let lookup): line.lookup(lookup)
    case .scan(let scan): line.scan(scan)
    case .stats(let format):
      line.words = ["STATS"]
      if format != .lines { line.field("format", format.rawValue) }
    case .health: line.words = ["HEALTH"]
    case .reload: line.words = ["RELOAD"]
    case .quit: line.words = ["QUIT"]
    }
    return line.bytes(tag: tag)
  }
}

private struct RequestText {
  var words: [String] = []
  var body: [UInt8] = []

  mutating func field(_ key: String, _ value: String?) {
    if let value { words.append("\(key)=\(PercentCoding.encode(value, .value))") }
  }

  mutating func field(_ key: String, _ value: Int?) { field(key, value.map { "\($0)" }) }

  mutating func lookup(_ lookup: LookupRequest) {
    words = ["LOOKUP"]
    field("n", lookup.queries.count)
    field("threshold", lookup.keys.threshold)
    field("max_matches", lookup.keys.matchCountMax)
    field("nearest", lookup.keys.nearest)
    field("engine", lookup.keys.engine?.rawValue)
    if lookup.leavesOutUnknown { field("reply", "known") }
    for index in 0..<lookup.queries.count { body += "\(lookup.queries[index])\n".utf8 }
  }

  mutating func scan(_ scan: ScanRequest) {
    words = ["SCAN"]
    switch scan.source {
    case .bytes(let bytes):
      field("bytes", bytes.count)
      body = bytes
    case .descriptor: words.append("fd")
    case .path(let path): words.append("path=\(PercentCoding.encode(path, .value))")
    }
    field("threshold", scan.keys.threshold)
    field("max_matches", scan.keys.matchCountMax)
    field("quality_min", scan.keys.qualityMin)
    field("engine", scan.keys.engine?.rawValue)
    field("decode", scan.keys.decode?.rawValue)
    if scan.keys.allOrientations { field("orientations", "all") }
    field("name", scan.keys.name)
  }

  func bytes(tag: String?) -> [UInt8] {
    let line = (words + (tag.map { ["#\($0)"] } ?? [])).joined(separator: " ")
    return Array("\(line)\n".utf8) + body
  }
}
