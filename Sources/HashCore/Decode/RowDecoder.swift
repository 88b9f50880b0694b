import CImageCodecs

/// One format's way from encoded bytes to rows: `open`, `start`, `read` until every row is there, `finish`,
/// `close`.
///
/// A decoder is used by one thread and again for each picture. Errors are thrown without `info`; the caller
/// adds it.
protocol RowDecoder: AnyObject {
  /// Reads the header.
  ///
  /// SAFETY: the caller keeps `bytes` valid until `close`.
  @unsafe func open(_ bytes: UnsafeRawBufferPointer) throws(DecodeError) -> PictureHeader
  func start(_ plan: DecodePlan) throws(DecodeError) -> RowShape
  /// Writes the next rows to `rows` from the row `offset` on, at most `rowCapacity`, and returns how many.
  func read(into rows: inout [UInt8], rowOffset: Int, rowCapacity: Int) throws(DecodeError) -> Int
  func finish() -> DecodeFindings
  func close()
}

extension DecodeError {
  /// The reason for a codec's status other than OK.
  ///
  /// - Parameters:
  ///   - format: what the bytes claim to be.
  ///   - message: what the library said.
  ///   - sideMax: the largest side that the library takes.
  ///   - header: the size, where it was read.
  init(
    _ status: matchd_codec_status, format: String, message: String, sideMax: Int, header: PictureHeader? = nil
  ) {
    let side = header.map { max($0.width, $0.height) } ?? 0
    switch status {
    case MATCHD_CODEC_TRUNCATED:
      self.init(.truncated(expected: "rows of a \(format)", found: "the end of the file"))
    case MATCHD_CODEC_UNSUPPORTED:
      self.init(.unsupportedFormat(found: "a \(format) of another kind: \(message)"))
    case MATCHD_CODEC_SIDE_LIMIT: self.init(.tooLarge(what: "pixels a side", limit: sideMax, found: side))
    case MATCHD_CODEC_SCAN_LIMIT:
      self.init(
        .tooLarge(what: "scans", limit: DecodeLimits.scanCountMax, found: DecodeLimits.scanCountMax + 1))
    case MATCHD_CODEC_MEMORY_LIMIT:
      let limit = DecodeLimits.codecByteCountMax
      self.init(.tooLarge(what: "bytes of coefficients", limit: limit, found: limit + 1))
    case MATCHD_CODEC_OUT_OF_MEMORY: self.init(.outOfMemory)
    default: self.init(.corrupt(expected: "a well-formed \(format)", found: message))
    }
  }
}
