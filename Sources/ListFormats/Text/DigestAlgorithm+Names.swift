import ContentDigests

extension DigestAlgorithm {
  /// By the name that a list gives it, lower case, with or without a hyphen.
  init?(named name: String) { self.init(rawValue: name.replacing("-", with: "")) }

  /// The algorithm whose digests have so many hexadecimal digits.
  init?(digitCount: Int) {
    guard let found = Self.allCases.first(where: { 2 * $0.byteCount == digitCount }) else { return nil }
    self = found
  }

  /// The digest of a file without bytes.
  var ofNothing: ContentDigest { Self.digestsOfNothing.first { $0.algorithm == self }! }

  private static let digestsOfNothing = FileDigester().finish().all
}
