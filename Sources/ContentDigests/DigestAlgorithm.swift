/// The digest algorithms that hash lists use for exact matching.
public enum DigestAlgorithm: String, CaseIterable, Sendable {
  case md5, sha1, sha256

  public var byteCount: Int {
    switch self {
    case .md5: 16
    case .sha1: 20
    case .sha256: 32
    }
  }
}
