/// The digest algorithms that hash lists use for exact matching.
public enum DigestAlgorithm: String, CaseIterable, Comparable, Sendable {
  case md5, sha1, sha256

  /// The order of reports: that of the cases.
  public static func < (a: DigestAlgorithm, b: DigestAlgorithm) -> Bool { a.byteCount < b.byteCount }

  public var byteCount: Int {
    switch self {
    case .md5: 16
    case .sha1: 20
    case .sha256: 32
    }
  }
}
