import MatchProtocol

/// What clients may ask and are told that may not learn what is listed: whether something is known, and what
/// the site calls it. No distance, list, entry or generation, and no key by which these could be felt for.
enum RestrictedRole {
  static let name = "restricted"

  /// - Throws: `FORBIDDEN`.
  static func check(_ request: Request) throws(ProtocolError) {
    switch request {
    case .lookup(let lookup) where lookup.keys == LookupKeys(): return
    case .scan(let scan) where isOpen(scan): return
    case .control(.hello), .control(.ping), .control(.health), .control(.quit): return
    case .lookup, .scan:
      throw ProtocolError(
        .forbidden,
        "expected no key but decode=, orientations=, name= and reply=, and no path, of this client")
    case .control: throw ProtocolError(.forbidden, "expected LOOKUP, SCAN, HEALTH or PING of this client")
    }
  }

  private static func isOpen(_ scan: ScanRequest) -> Bool {
    if case .path = scan.source { return false }
    let open = ScanKeys(
      decode: scan.keys.decode, allOrientations: scan.keys.allOrientations, name: scan.keys.name,
      form: scan.keys.form)
    return scan.keys == open
  }

  /// An item of which nothing is left to tell but its verdict, and the site's own labels of all that matched.
  static func item(_ item: Item, _ labels: LabelMap) -> Item {
    var told = item
    if case .known(let known) = item.outcome {
      var best = MatchFields(list: "", entry: "", state: "", method: "", grade: nil)
      best.labels = Set(known.matches.flatMap { labels.locals(of: $0.labels, in: $0.list) })
        .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      told.outcome = .known(KnownFields(best: best))
    }
    told.leads = nil
    told.suppressed = nil
    return told
  }
}
