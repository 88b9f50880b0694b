import HashCore

/// How near the views of a copy come to its original's entry, and what a scan would say of that.
struct VariantFindings {
  static let thresholdMax = 31
  static let nearThresholdMax = 48
  private static let uninformativeDistanceMax = 4

  /// Of the views of each set, the nearest that may match, and the nearest that may lead.
  private(set) var matchDistances: [VariantSet: Int] = [:]
  private(set) var leadDistances: [VariantSet: Int] = [:]

  /// - Parameter hashes: those of all variants.
  init(_ hashes: [ViewHash], to entry: PDQHash) {
    for view in hashes { add(view, at: view.hash.hash.distance(to: entry)) }
  }

  init() {}

  mutating func add(_ view: ViewHash, at distance: Int) {
    guard view.hash.quality >= PictureSource.qualityMin else { return }
    for set in VariantSet.allCases where view.view.isIn(set) {
      if view.hash.isInformative || distance <= Self.uninformativeDistanceMax {
        matchDistances[set] = min(matchDistances[set] ?? distance, distance)
      }
      if view.leads { leadDistances[set] = min(leadDistances[set] ?? distance, distance) }
    }
  }

  func matches(_ set: VariantSet) -> Bool { matchDistances[set].map { $0 <= Self.thresholdMax } ?? false }

  /// Also where it matches.
  func leads(_ set: VariantSet) -> Bool {
    matches(set) || leadDistances[set].map { $0 <= Self.nearThresholdMax } ?? false
  }
}

extension ViewHash {
  /// Whether it says anything to come near an entry.
  var leads: Bool { !isFramed && (view.variant == nil || hash.isInformative) }
}

extension PictureView {
  /// Whether a scan with this set looks it up.
  func isIn(_ set: VariantSet) -> Bool {
    guard let variant else { return true }
    switch set {
    case .none: return false
    case .standard: return variant.shift == .none && variant.orientation != .flipx
    case .thorough: return true
    }
  }
}
