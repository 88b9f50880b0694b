import CTIFF
import HashCore

/// TIFF through libtiff: the picture of the first directory, then those of the directories behind it and
/// below them, as they are stored.
///
/// SAFETY: nothing unsafe is kept here; the codec owns its handle.
@safe final class TIFFDecoder: CodecDecoder {
  static let format = WorkerFormat.tiff.format

  let codec = newCodec()

  // SAFETY: the new handle is given to the codec alone.
  private static func newCodec() -> Codec { unsafe Codec(owning: matchd_tiff_create(), of: format) }

  static func recognises(_ bytes: RawSpan) -> Bool { WorkerFormat.recognising(bytes) == .tiff }

  /// All pictures are taken to lie as the first one does.
  static func metadata(of bytes: RawSpan) -> PictureMetadata {
    let orientation = Int(extent(of: bytes).orientation)
    return PictureMetadata(exifTag: orientation > 0 ? orientation : nil)
  }

  static func furtherPictures(in bytes: RawSpan, countMax: Int, isNested: Bool) -> FurtherPictures {
    let extent = extent(of: bytes)
    let further = max(0, Int(extent.picture_count) - 1)
    let count = min(further, countMax)
    return FurtherPictures(
      animation: count > 0 ? CodecPictures(count, openedBy: newCodec()) : nil,
      missingCount: further - count + Int(extent.missing_count), end: min(extent.end, bytes.byteCount))
  }

  static func end(of bytes: RawSpan) -> Int? { min(extent(of: bytes).end, bytes.byteCount) }

  private static func extent(of bytes: RawSpan) -> matchd_tiff_extent {
    // SAFETY: the buffer is used within the call alone.
    unsafe bytes.withUnsafeBytes { buffer in
      unsafe matchd_tiff_measure(buffer.baseAddress?.assumingMemoryBound(to: UInt8.self), buffer.count)
    }
  }
}
