/// One format's way from a file's bytes to rows of samples: one file that conforms, and one line in
/// `DecoderRegistry`. Nothing else names the format.
///
/// ```
///   static, on the first bytes      recognises ─▶ metadata
///   an instance, once a picture     open ─▶ start ─▶ read ... read ─▶ finish ─▶ close
///                                   header  shape    rows             condition
/// ```
///
/// An instance is used by one thread, and again for each picture. Sizes are checked between `open` and
/// `start`, so that nothing before `start` may allocate memory that grows with the picture. Errors are thrown
/// with the size where it is known; the caller adds what else there is to say. `CodecDecoder` has all of this
/// but the static part for formats that a C library reads.
///
/// A file's further pictures are found by `furtherPictures`, and those behind its end by the `firstFile` of
/// every format. Files within the file are opened by a decoder that recognises them, frames of an animation
/// come from a `FrameSource`.
package protocol PictureDecoder: RowSource, SendableMetatype {
  static var format: PictureFormat { get }

  /// Whether the first bytes announce this format. Names of files and content types are not asked.
  ///
  /// - Throws: `truncated` or `corrupt` where they are this format's and nothing can be made of them.
  static func recognises(_ bytes: RawSpan) throws(DecodeError) -> Bool

  /// What stands in a recognised file beside the picture.
  static func metadata(of bytes: RawSpan) -> PictureMetadata

  /// What a recognised file holds beside the picture that `metadata` is about.
  ///
  /// - Parameters:
  ///   - countMax: most pictures to list; further ones are counted as missing.
  ///   - isNested: whether the file stands within another one, whose search finds what follows it: then what
  ///     it names beyond its own end is left out.
  static func furtherPictures(in bytes: RawSpan, countMax: Int, isNested: Bool) -> FurtherPictures

  /// Where the first file of this format begins, at `start` or behind it, among bytes that may be anything;
  /// `nil` where none does. One that the end of the bytes cuts counts from its second byte on.
  static func firstFile(in bytes: RawSpan, from start: Int, _ budget: inout SearchBudget) -> Int?

  /// Just beyond the end of the recognised file that the bytes begin with; `nil` where it cannot be told.
  static func end(of bytes: RawSpan) -> Int?

  init()

  /// Reads the header of a recognised file, from `PictureMetadata.start` on.
  ///
  /// SAFETY: the caller keeps `bytes` valid until `close`.
  @unsafe func open(_ bytes: UnsafeRawBufferPointer) throws(DecodeError) -> PictureHeader
}

/// A format that holds one picture and is not looked for behind others.
extension PictureDecoder {
  package static func furtherPictures(
    in bytes: RawSpan, countMax: Int, isNested: Bool
  ) -> FurtherPictures { FurtherPictures(end: bytes.byteCount) }

  package static func firstFile(in bytes: RawSpan, from start: Int, _ budget: inout SearchBudget) -> Int? {
    nil
  }

  package static func end(of bytes: RawSpan) -> Int? { nil }
}
