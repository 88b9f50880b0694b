import CImageCodecs

/// JPEG through libjpeg: full-size RGB (slow integer DCT, fancy upsampling: what the reference is given) or
/// luma alone.
@safe final class JPEGDecoder: RowDecoder {
  /// Largest width and height, libjpeg's own.
  static let sideMax = 65_500
  /// The scale at which a progressive picture needs its first coefficients alone, so that decoding stops
  /// early.
  static let firstScanScale = 8

  // SAFETY: made in `init`, freed in `deinit`, used by no one else: the class is not Sendable.
  private let decoder: OpaquePointer
  private var header = PictureHeader(width: 0, height: 0)
  private var rowByteCount = 0

  init() {
    guard let decoder = unsafe matchd_jpeg_create() else {
      preconditionFailure("no memory for a JPEG decoder")
    }
    unsafe self.decoder = decoder
  }

  deinit { unsafe matchd_jpeg_destroy(decoder) }

  @unsafe func open(_ bytes: UnsafeRawBufferPointer) throws(DecodeError) -> PictureHeader {
    var found = matchd_jpeg_header()
    // SAFETY: the caller keeps `bytes` valid until `close`; an empty buffer has no base and a count of 0.
    let base = unsafe bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    let status = unsafe matchd_jpeg_open(decoder, base, bytes.count, &found)
    header = PictureHeader(width: Int(found.width), height: Int(found.height))
    header.hasLuma = found.has_luma != 0
    header.isProgressive = found.is_progressive != 0
    try check(status)
    return header
  }

  func start(_ plan: DecodePlan) throws(DecodeError) -> RowShape {
    var wanted = matchd_jpeg_plan()
    wanted.scale_denominator = 1
    wanted.scan_count_max = Int32(DecodeLimits.scanCountMax)
    wanted.memory_max = Int64(DecodeLimits.codecByteCountMax)
    if case .luma(let scaleDenominator) = plan {
      wanted.luma_only = 1
      wanted.scale_denominator = Int32(scaleDenominator)
      wanted.first_scan_only = scaleDenominator == Self.firstScanScale ? 1 : 0
    }
    var shape = matchd_jpeg_shape()
    try check(unsafe matchd_jpeg_start(decoder, &wanted, &shape))
    rowByteCount = Int(shape.width) * Int(shape.channel_count)
    return RowShape(
      width: Int(shape.width), height: Int(shape.height), channelCount: Int(shape.channel_count))
  }

  func read(into rows: inout [UInt8], rowOffset: Int, rowCapacity: Int) throws(DecodeError) -> Int {
    precondition(rows.count >= (rowOffset + rowCapacity) * rowByteCount, "the rows do not fit")
    var count: UInt32 = 0
    // SAFETY: at most rowCapacity rows are written from rowOffset on, which fit, checked above.
    let status = unsafe rows.withUnsafeMutableBufferPointer { buffer in
      unsafe matchd_jpeg_read(
        decoder, buffer.baseAddress! + rowOffset * rowByteCount, UInt32(rowCapacity), &count)
    }
    try check(status)
    return Int(count)
  }

  func finish() -> DecodeFindings {
    var found = matchd_codec_findings()
    unsafe matchd_jpeg_finish(decoder, &found)
    return DecodeFindings(found)
  }

  func close() { unsafe matchd_jpeg_close(decoder) }

  private func check(_ status: matchd_codec_status) throws(DecodeError) {
    guard status != MATCHD_CODEC_OK else { return }
    // SAFETY: the message is zero-terminated and stands until the next call.
    let message = unsafe String(cString: matchd_jpeg_message(decoder))
    var error = DecodeError(status, format: "JPEG", message: message, sideMax: Self.sideMax, header: header)
    error.info = header.info(.jpeg)
    throw error
  }
}
