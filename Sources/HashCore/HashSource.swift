/// Where the hashes of picture files come from: a `PictureHasher` of this process, one that works for it in
/// another process, or numbers that a test has made up. One source serves one thread.
public protocol HashSource {
  /// The hashes of the picture whose encoded file is `bytes`; see `PictureHasher`.
  func hash(_ bytes: RawSpan, _ request: HashRequest) throws(DecodeError) -> HashedPicture

  /// The hash of the picture as stored, made both ways; `nil` where the fast path leaves it to the exact one.
  func comparison(_ bytes: RawSpan) throws(DecodeError) -> FastComparison?
}

extension HashSource {
  /// A source without a fast path leaves all pictures to the exact one.
  public func comparison(_ bytes: RawSpan) throws(DecodeError) -> FastComparison? { nil }
}

extension PictureHasher: HashSource {}
