import CImageCodecs

/// PNG through libpng: the file's samples as 8-bit gray or RGB, with alpha where the file has it.
@safe final class PNGDecoder: RowDecoder {
  // SAFETY: made in `init`, freed in `deinit`, used by no one else: the class is not Sendable.
  private let decoder: OpaquePointer
  private var header = PictureHeader(width: 0, height: 0)
  private var rowByteCount = 0

  init() {
    guard let decoder = unsafe matchd_png_create() else {
      preconditionFailure("no memory for a PNG decoder")
    }
    unsafe self.decoder = decoder
  }

  deinit { unsafe matchd_png_destroy(decoder) }

  @unsafe func open(_ bytes: UnsafeRawBufferPointer) throws(DecodeError) -> PictureHeader {
    var found = matchd_png_header()
    // SAFETY: the caller keeps `bytes` valid until `close`; it has at least the signature's 8 bytes.
    let base = unsafe bytes.baseAddress!.assumingMemoryBound(to: UInt8.self)
    let status = unsafe matchd_png_open(decoder, base, bytes.count, &found)
    header = PictureHeader(width: Int(found.width), height: Int(found.height))
    header.needsWholePlane = found.is_interlaced != 0
    try check(status)
    return header
  }

  func start(_ plan: DecodePlan) throws(DecodeError) -> RowShape {
    precondition(plan == .full, "PNG has no reduced decoding")
    var channelCount: Int32 = 0
    try check(unsafe matchd_png_start(decoder, 1, &channelCount))
    rowByteCount = header.width * Int(channelCount)
    return RowShape(width: header.width, height: header.height, channelCount: Int(channelCount))
  }

  func read(into rows: inout [UInt8], rowOffset: Int, rowCapacity: Int) throws(DecodeError) -> Int {
    precondition(rows.count >= (rowOffset + rowCapacity) * rowByteCount, "the rows do not fit")
    if header.needsWholePlane { return try readPlane(into: &rows, rowCapacity: rowCapacity) }
    var count: UInt32 = 0
    // SAFETY: at most rowCapacity rows are written from rowOffset on, which fit, checked above.
    let status = unsafe rows.withUnsafeMutableBufferPointer { buffer in
      unsafe matchd_png_read(
        decoder, buffer.baseAddress! + rowOffset * rowByteCount, UInt32(rowCapacity), &count)
    }
    try check(status)
    return Int(count)
  }

  private func readPlane(into rows: inout [UInt8], rowCapacity: Int) throws(DecodeError) -> Int {
    precondition(rowCapacity == header.height, "an interlaced picture is read at once")
    // SAFETY: all rows are written from the first one on, which fit: the caller checked for rowCapacity rows.
    let status = unsafe rows.withUnsafeMutableBufferPointer { buffer in
      unsafe matchd_png_read_interlaced(decoder, buffer.baseAddress!)
    }
    try check(status)
    return rowCapacity
  }

  func finish() -> DecodeFindings {
    var found = matchd_codec_findings()
    unsafe matchd_png_finish(decoder, &found)
    return DecodeFindings(found)
  }

  func close() { unsafe matchd_png_close(decoder) }

  private func check(_ status: matchd_codec_status) throws(DecodeError) {
    guard status != MATCHD_CODEC_OK else { return }
    // SAFETY: the message is zero-terminated and stands until the next call.
    let message = unsafe String(cString: matchd_png_message(decoder))
    let sideMax = Int(MATCHD_PNG_SIDE_MAX)
    var error = DecodeError(status, format: "PNG", message: message, sideMax: sideMax, header: header)
    error.info = header.info(.png)
    throw error
  }
}
