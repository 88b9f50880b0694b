extension Request {
  /// What a server does not do for one request, however it is combined with the rest; told before any work.
  func checkCost(_ limits: ProtocolLimits) throws(ProtocolError) {
    switch self {
    case .lookup(let lookup):
      try lookup.keys.search.checkCost(limits)
      try Self.check("nearest", lookup.keys.nearest, limits.nearestMax)
    case .scan(let scan):
      try scan.keys.search.checkCost(limits)
      try Self.check("near_threshold", scan.keys.nearThreshold, limits.thresholdMax)
    case .control: break
    }
  }

  static func check(_ key: String, _ value: Int?, _ limit: Int) throws(ProtocolError) {
    if let value, value > limit { throw .tooMany(key, limit: limit, found: value) }
  }
}

extension SearchKeys {
  fileprivate func checkCost(_ limits: ProtocolLimits) throws(ProtocolError) {
    try Request.check("threshold", threshold, limits.thresholdMax)
    try Request.check("max_matches", matchCountMax, limits.matchCountMax)
  }
}

extension ProtocolError {
  /// More of something than one request may ask of this server.
  static func tooMany(
    _ key: String, limit: Int, found: Int, closesConnection: Bool = false
  ) -> ProtocolError {
    ProtocolError(
      .tooMany, "expected at most \(limit) as \(key), found \(found)",
      fields: [Field("key", key), Field("limit", "\(limit)")], closesConnection: closesConnection)
  }
}
