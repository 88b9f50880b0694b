/// The bytes that a decoder was opened with, for as long as it is open.
///
/// SAFETY: who makes one sees to it that the bytes stand until it is dropped: from `open` to `close`, as
/// `PictureDecoder` says.
@safe struct HeldBytes {
  private let bytes: UnsafeRawBufferPointer

  /// None.
  // SAFETY: there is nothing to read.
  init() { unsafe bytes = UnsafeRawBufferPointer(start: nil, count: 0) }

  // SAFETY: the caller keeps `bytes` valid until this is dropped.
  @unsafe init(_ bytes: UnsafeRawBufferPointer) { unsafe self.bytes = bytes }

  var span: RawSpan {
    @_lifetime(borrow self)
    get {
      // SAFETY: the bytes stand as long as this does.
      unsafe _overrideLifetime(RawSpan(_unsafeBytes: bytes), borrowing: self)
    }
  }
}
