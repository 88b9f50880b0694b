/// How the encoded bytes become samples.
public enum DecodeMode: String, CaseIterable, Sendable {
  /// Full size, full colour: the hash is the reference's, bit for bit.
  case exact
  /// Reduced gray rows, where the format offers them and they are known to stay near; never an answer by
  /// itself, only a reason to look closer.
  case fast
}
