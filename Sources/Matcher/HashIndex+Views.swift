import HashCore

extension HashIndex {
  /// The names of the views that hashes are of besides the picture as it is, in byte order.
  public var viewNames: [String] { texts(.views, from: 0, to: bytes(places[.views]).byteCount) }

  /// Of which view the hash is that gave this match of `query`; `nil` for the picture as it is.
  ///
  /// One search at the match's distance, and none where the file has no such hashes: for matches that are
  /// reported, not for every one that is found.
  public func viewName(of match: HashMatch, for query: PDQHash) -> String? {
    guard header.viewCount > 0 else { return nil }
    var view = Int.max
    // The engine is the planner's: it cannot throw.
    try? forEachRow(of: query, within: match.distance, .auto) { row, distance in
      if distance == match.distance {
        forEachReference(ofRow: row) { place, entry in
          if entry == match.entry.rawValue { view = min(view, viewNumber(ofReference: place)) }
        }
      }
      return true
    }
    let names = viewNames
    return view > 0 && view <= names.count ? names[view - 1] : nil
  }

  /// 0 for the picture as it is, else one more than the place in `viewNames`.
  func viewNumber(ofReference place: Int) -> Int {
    let views = bytes(places[.referenceViews])
    return 2 * place + 2 <= views.byteCount ? Int(views.u16(at: 2 * place)) : 0
  }
}
