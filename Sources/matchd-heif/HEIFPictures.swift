import CHeif
import HashCore

/// The pictures of a file beside its primary one, in the order of the file.
///
/// SAFETY: nothing unsafe is kept here; the codec owns its handle.
@safe final class HEIFPictures: FrameSource {
  let frameCount: Int
  private let codec: Codec
  private var number = 0

  init(_ count: Int, _ codec: Codec) {
    frameCount = count
    self.codec = codec
  }

  /// They have nothing to do with each other.
  var repeatsFrame: Bool { false }

  func openNext(_ bytes: RawSpan) throws(DecodeError) -> PictureHeader {
    number += 1
    // SAFETY: the caller keeps the bytes in their place until `close`.
    return try unsafe bytes.withUnsafeBytes { buffer throws(DecodeError) in
      try unsafe codec.open(buffer, picture: number)
    }
  }

  func start(_ plan: DecodePlan) throws(DecodeError) -> RowShape { try codec.start(plan) }

  func read(into rows: inout [UInt8], rowOffset: Int, rowCapacity: Int) throws(DecodeError) -> Int {
    try codec.read(into: &rows, rowOffset: rowOffset, rowCapacity: rowCapacity)
  }

  func finish() -> PictureCondition { codec.condition() }

  func close() { codec.close() }
}
