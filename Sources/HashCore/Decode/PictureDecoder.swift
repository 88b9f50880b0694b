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
/// What does not fit yet has its place: the further pictures of a file (frames, an embedded thumbnail) are
/// counted in `PictureMetadata` and chosen by a number given to `open`.
package protocol PictureDecoder: AnyObject, SendableMetatype {
  static var format: PictureFormat { get }

  /// Whether the first bytes announce this format. Names of files and content types are not asked.
  ///
  /// - Throws: `truncated` or `corrupt` where they are this format's and nothing can be made of them.
  static func recognises(_ bytes: RawSpan) throws(DecodeError) -> Bool

  /// What stands in a recognised file beside the picture.
  static func metadata(of bytes: RawSpan) -> PictureMetadata

  init()

  /// Reads the header of a recognised file, from `PictureMetadata.start` on.
  ///
  /// SAFETY: the caller keeps `bytes` valid until `close`.
  @unsafe func open(_ bytes: UnsafeRawBufferPointer) throws(DecodeError) -> PictureHeader

  /// - Throws: also where the file turns out to have no reduced rows that are the averages of the full ones;
  ///   those may be had all the same.
  func start(_ plan: DecodePlan) throws(DecodeError) -> RowShape

  /// Writes the next rows to `rows` from the row `rowOffset` on, at most `rowCapacity`, and returns how many.
  func read(into rows: inout [UInt8], rowOffset: Int, rowCapacity: Int) throws(DecodeError) -> Int

  /// After the last row.
  func finish() -> PictureCondition

  /// Gives back what the picture needed; harmless when nothing is open.
  func close()
}

/// What to decode a picture into.
package enum DecodePlan: Equatable {
  /// Full size, every channel.
  case full
  /// Each side divided by 2, 4 or 8 and rounded up; at most the header's `reductionMax`.
  case reduced(by: Int)
}
