/// A file format that pictures are decoded from.
public enum PictureFormat: String, CaseIterable, Sendable {
  case jpeg, png
}

/// How the encoded bytes become samples.
public enum DecodeMode: String, CaseIterable, Sendable {
  /// Full size, full colour: the hash is the reference's, bit for bit.
  case exact
  /// JPEG as reduced luma where that is known to stay near; never an answer by itself, only a reason to look
  /// closer.
  case fast
}
