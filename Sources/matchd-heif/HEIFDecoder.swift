import CHeif
import HashCore

/// HEIC and AVIF through libheif: the primary picture and those beside it.
///
/// Lists hold what the usual decoders show. Those of HEIC turn a picture as its properties say; those of AVIF
/// hand it out as it is stored and tell the orientation beside it.
///
/// The frames of a sequence count as one picture that was not looked at; thumbnails are not looked at either.
protocol HEIFDecoder: CodecDecoder {
  static var kind: WorkerFormat { get }
  /// A new codec, of this format.
  static func makeCodec() -> Codec
}

extension HEIFDecoder {
  static var format: PictureFormat { kind.format }

  static func recognises(_ bytes: RawSpan) -> Bool { WorkerFormat.recognising(bytes) == kind }

  static func furtherPictures(in bytes: RawSpan, countMax: Int, isNested: Bool) -> FurtherPictures {
    let extent = extent(of: bytes)
    let count = min(Int(extent.further_count), countMax)
    return FurtherPictures(
      animation: count > 0 ? CodecPictures(count, openedBy: makeCodec()) : nil,
      missingCount: Int(extent.further_count) - count + Int(extent.has_sequence),
      end: min(extent.end, bytes.byteCount))
  }

  static func firstFile(in bytes: RawSpan, from start: Int, _ budget: inout SearchBudget) -> Int? {
    kind.firstFile(in: bytes, from: start, &budget)
  }

  static func end(of bytes: RawSpan) -> Int? { min(extent(of: bytes).end, bytes.byteCount) }

  private static func extent(of bytes: RawSpan) -> matchd_heif_extent {
    // SAFETY: the buffer is used within the call alone.
    unsafe bytes.withUnsafeBytes { buffer in
      unsafe matchd_heif_measure(buffer.baseAddress?.assumingMemoryBound(to: UInt8.self), buffer.count)
    }
  }
}

/// SAFETY: nothing unsafe is kept here; the codec owns its handle.
@safe final class HEICDecoder: HEIFDecoder {
  static let kind = WorkerFormat.heic
  let codec = makeCodec()

  // SAFETY: the new handle is given to the codec alone.
  static func makeCodec() -> Codec { unsafe Codec(owning: matchd_heif_create(), of: kind.format) }

  /// The orientation in EXIF is no instruction here: properties of the picture take its place.
  static func metadata(of bytes: RawSpan) -> PictureMetadata { PictureMetadata() }
}

/// SAFETY: nothing unsafe is kept here; the codec owns its handle.
@safe final class AVIFDecoder: HEIFDecoder {
  static let kind = WorkerFormat.avif
  let codec = makeCodec()

  // SAFETY: the new handle is given to the codec alone.
  static func makeCodec() -> Codec { unsafe Codec(owning: matchd_heif_create_as_stored(), of: kind.format) }

  static func metadata(of bytes: RawSpan) -> PictureMetadata {
    // SAFETY: the buffer is used within the call alone.
    let tag = unsafe bytes.withUnsafeBytes { buffer in
      unsafe matchd_heif_orientation(buffer.baseAddress?.assumingMemoryBound(to: UInt8.self), buffer.count)
    }
    return PictureMetadata(exifTag: tag == 1 ? nil : Int(tag))
  }
}
