import HashCore

/// Writes requests, as a client sends them.
public enum RequestEncoder {
  /// The request line and, where it announces one, the body. A request for a descriptor
  /// sends the descriptor beside it.
  public static func encode(_ request: Request, tag: String? = nil) -> [UInt8] {
    var text = RequestText()
    switch request {
    case .lookup(let lookup): text.lookup(lookup)
    case .scan(let scan): text.scan(scan)
    case .control(let control): text.control(control)
    }
    return text.bytes(tag: tag)
  }
}

private struct RequestText {
  var words: [String] = []
  var body: [UInt8] = []

  mutating func field(_ key: String, _ value: String?) {
    if let value { words.append("\(key)=\(PercentCoding.encode(value, .value))") }
  }

  mutating func field(_ key: String, _ value: Int?) { field(key, value.map { "\($0)" }) }

  mutating func control(_ control: ControlRequest) {
    switch control {
    case .hello(let clientName):
      words = ["HELLO", "matchd/\(ProtocolLimits.version)"]
      field("client", clientName)
    case .ping: words = ["PING"]
    case .stats(let format):
      words = ["STATS"]
      if format != .lines { field("format", format.rawValue) }
    case .health: words = ["HEALTH"]
    case .reload: words = ["RELOAD"]
    case .quit: words = ["QUIT"]
    }
  }

  mutating func lookup(_ lookup: LookupRequest) {
    words = ["LOOKUP"]
    field("n", lookup.queries.count)
    search(lookup.keys.search)
    field("nearest", lookup.keys.nearest)
    let forms = (lookup.leavesOutUnknown ? ["known"] : []) + (lookup.form == .objects ? ["json"] : [])
    if !forms.isEmpty { words.append("reply=\(forms.joined(separator: ","))") }
    for query in lookup.queries {
      body += query
      body.append(UInt8(ascii: "\n"))
    }
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
    search(scan.keys.search)
    field("near_threshold", scan.keys.nearThreshold)
    field("quality_min", scan.keys.qualityMin)
    field("decode", scan.keys.decode?.rawValue)
    if scan.keys.allOrientations { field("orientations", "all") }
    field("protocol", scan.keys.recipes?.rawValue)
    field("variants", scan.keys.variants?.rawValue)
    field("name", scan.keys.name)
    if scan.keys.form == .objects { field("reply", "json") }
  }

  private mutating func search(_ keys: SearchKeys) {
    field("threshold", keys.threshold)
    field("max_matches", keys.matchCountMax)
    field("engine", keys.engine?.rawValue)
  }

  func bytes(tag: String?) -> [UInt8] {
    let line = (words + (tag.map { ["#\($0)"] } ?? [])).joined(separator: " ")
    return Array("\(line)\n".utf8) + body
  }
}
