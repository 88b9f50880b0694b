import CImageCodecs

/// A decoder whose format a C library reads (`CImageCodecs`, or a worker program's own): it adds how the
/// format is recognised and what its metadata says.
package protocol CodecDecoder: PictureDecoder {
  var codec: Codec { get }
}

extension CodecDecoder {
  @unsafe package func open(_ bytes: UnsafeRawBufferPointer) throws(DecodeError) -> PictureHeader {
    // SAFETY: the caller keeps `bytes` valid until `close`.
    try unsafe codec.open(bytes)
  }

  package func start(_ plan: DecodePlan) throws(DecodeError) -> RowShape { try codec.start(plan) }

  package func read(
    into rows: inout [UInt8], rowOffset: Int, rowCapacity: Int
  ) throws(DecodeError) -> Int {
    try codec.read(into: &rows, rowOffset: rowOffset, rowCapacity: rowCapacity)
  }

  package func finish() -> PictureCondition { codec.condition() }

  package func close() { codec.close() }
}

/// The handle of a C codec: its calls, with Swift's checks around them and its statuses as errors.
///
/// SAFETY: the handle is made for `init`, freed in `deinit`, and used by no one else:
/// the class is not Sendable.
@safe package final class Codec {
  private let handle: OpaquePointer
  private let format: PictureFormat
  private var header = PictureHeader(width: 0, height: 0)
  private var rowByteCount = 0

  /// - Parameter handle: what the format's function in `formats.h` returned; this object frees it.
  // SAFETY: the caller gives the handle away, and it is freed once.
  @unsafe package init(owning handle: OpaquePointer?, of format: PictureFormat) {
    guard let handle = unsafe handle else { preconditionFailure("no memory for a \(format.title) decoder") }
    unsafe self.handle = handle
    self.format = format
  }

  deinit {
    // SAFETY: nobody uses the handle after its owner.
    unsafe matchd_codec_destroy(handle)
  }

  /// - Parameter picture: which of those of the file, where the format has several.
  // SAFETY: the caller keeps `bytes` valid until `close`.
  @unsafe package func open(
    _ bytes: UnsafeRawBufferPointer, picture: Int = 0
  ) throws(DecodeError) -> PictureHeader {
    unsafe matchd_codec_choose(handle, UInt32(picture))
    var found = matchd_codec_header()
    // SAFETY: `bytes` stands until `close`; an empty buffer has no base and a count of 0.
    let base = unsafe bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    let status = unsafe matchd_codec_open(handle, base, bytes.count, &found)
    header = PictureHeader(
      width: Int(found.width), height: Int(found.height), reductionMax: Int(found.reduction_max),
      comesAtOnce: found.comes_at_once != 0, channelCount: Int(found.channel_count),
      heldByteCount: Int(clamping: found.held_byte_count))
    try check(status)
    return header
  }

  /// - Parameter parts: those of the bytes that the rows need, in order, the first from 0 on; empty where
  ///   they need all. Only for a picture that is read to its end before the first row.
  package func start(_ plan: DecodePlan, parts: [Range<Int>] = []) throws(DecodeError) -> RowShape {
    var reduction = 0
    if case .reduced(let divisor) = plan {
      precondition(divisor <= header.reductionMax, "the picture has no such reduction")
      reduction = divisor
    }
    let parts = parts.map { matchd_codec_part(start: $0.lowerBound, end: $0.upperBound) }
    var found = matchd_codec_shape()
    // SAFETY: a picture that is read in parts is read to its end within the call, and the parts stand as
    // long; plan and shape are used within the call too.
    let status = unsafe parts.withUnsafeBufferPointer { parts in
      var wanted = unsafe matchd_codec_plan(
        reduction: Int32(reduction), parts: parts.baseAddress, part_count: parts.count,
        scan_count_max: Int32(DecodeLimits.scanCountMax),
        memory_max: Int64(header.heldByteCount + DecodeLimits.codecRowByteCountMax))
      return unsafe matchd_codec_start(handle, &wanted, &found)
    }
    try check(status)
    let shape = RowShape(
      width: Int(found.width), height: Int(found.height), channelCount: Int(found.channel_count))
    rowByteCount = shape.rowByteCount
    return shape
  }

  package func read(into rows: inout [UInt8], rowOffset: Int, rowCapacity: Int) throws(DecodeError) -> Int {
    precondition(rows.count >= (rowOffset + rowCapacity) * rowByteCount, "the rows do not fit")
    precondition(!header.comesAtOnce || rowCapacity == header.height, "this picture is read at once")
    var count: UInt32 = 0
    // SAFETY: at most rowCapacity rows are written from rowOffset on, which fit, checked above.
    let status = unsafe rows.withUnsafeMutableBufferPointer { buffer in
      unsafe matchd_codec_read(
        handle, buffer.baseAddress! + rowOffset * rowByteCount, UInt32(rowCapacity), &count)
    }
    try check(status)
    return Int(count)
  }

  /// The condition that the picture was in, once its last row was read.
  package func condition() -> PictureCondition { PictureCondition(finish(), damage: damage) }

  func finish() -> matchd_codec_condition {
    var found = matchd_codec_condition()
    // SAFETY: it is written within the call.
    unsafe matchd_codec_finish(handle, &found)
    return found
  }

  /// What was found wrong with the data of the pixels, once `finish` was called and until `close`.
  var damage: String {
    // SAFETY: the words are zero-terminated and stand until `close`.
    unsafe String(cString: matchd_codec_damage(handle))
  }

  // SAFETY: the handle is ours.
  package func close() { unsafe matchd_codec_close(handle) }

  /// A library and its version, which has 8 bits for each part.
  static func library(_ name: String, _ version: UInt32) -> String {
    "\(name) \(version >> 16).\(version >> 8 & 255).\(version & 255)"
  }

  private func check(_ status: matchd_codec_status) throws(DecodeError) {
    guard status != MATCHD_CODEC_OK else { return }
    // SAFETY: the message is zero-terminated and stands until the next call.
    let message = unsafe String(cString: matchd_codec_message(handle)).trimmedLines
    throw DecodeError(reason(status, message), info: PictureInfo(format, header))
  }

  /// The reason for a status other than OK; `message` is what the library said.
  private func reason(_ status: matchd_codec_status, _ message: String) -> DecodeError.Reason {
    let title = format.title
    switch status {
    case MATCHD_CODEC_TRUNCATED:
      return .truncated(expected: "rows of a \(title)", found: "the end of the file")
    case MATCHD_CODEC_UNSUPPORTED:
      return .unsupportedFormat(found: "\(title) of another kind: \(message)", isPicture: true)
    case MATCHD_CODEC_SIDE_LIMIT:
      return .tooLarge(what: "pixels a side", limit: format.sideMax, found: max(header.width, header.height))
    case MATCHD_CODEC_SCAN_LIMIT:
      let limit = DecodeLimits.scanCountMax
      return .tooLarge(what: "scans", limit: limit, found: limit + 1)
    case MATCHD_CODEC_MEMORY_LIMIT:
      let limit = header.heldByteCount + DecodeLimits.codecRowByteCountMax
      return .tooLarge(what: "bytes in the codec", limit: limit, found: limit + 1)
    case MATCHD_CODEC_OUT_OF_MEMORY: return .outOfMemory
    default: return .corrupt(expected: "a well-formed \(title)", found: message)
    }
  }
}

extension PictureCondition {
  init(_ found: matchd_codec_condition, damage: String) {
    self.init(
      warningCount: Int(found.warning_count), trailingByteCount: Int(clamping: found.trailing_byte_count),
      isTruncated: found.is_truncated != 0,
      presentRowCount: found.rows_there > 0 ? Int(found.rows_there) : nil,
      damage: found.is_damaged != 0 ? damage : nil)
  }
}

extension String {
  /// Without the ends of lines at its end, which some libraries write.
  fileprivate var trimmedLines: String {
    var text = self[...]
    while text.last?.isNewline == true { text.removeLast() }
    return String(text)
  }
}
