/// How the encoded bytes become samples.
public enum DecodeMode: String, CaseIterable, Sendable {
  /// Full size, full colour: the hash is the reference's, bit for bit.
  case exact
  /// Reduced rows, where the format offers them: near, by a margin that the picture itself tells. Never an
  /// answer by itself, only a reason to look closer.
  case fast
}
