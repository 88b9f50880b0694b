/// The bytes of a picture as programs have them.
extension PictureHasher {
  /// As `hash(_:_:)` of raw bytes.
  public func hash(
    _ bytes: Span<UInt8>, _ request: HashRequest = HashRequest()
  ) throws(DecodeError) -> HashedPicture {
    // SAFETY: single bytes have no padding.
    try hash(unsafe bytes.bytes, request)
  }

  /// As `hash(_:_:)` of raw bytes.
  public func hash(
    _ bytes: [UInt8], _ request: HashRequest = HashRequest()
  ) throws(DecodeError) -> HashedPicture {
    try hash(bytes.span, request)
  }
}
