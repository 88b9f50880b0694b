/// The pictures of a file beside its first one, where a C library opens each by its number: they have nothing
/// to do with each other.
package final class CodecPictures: FrameSource {
  package let frameCount: Int
  private let codec: Codec
  private var number = 0

  /// - Parameters:
  ///   - count: how many there are beside the first.
  ///   - codec: used for them alone.
  package init(_ count: Int, openedBy codec: Codec) {
    frameCount = count
    self.codec = codec
  }

  package var repeatsFrame: Bool { false }

  package func openNext(_ bytes: RawSpan) throws(DecodeError) -> PictureHeader {
    number += 1
    // SAFETY: the caller keeps the bytes in their place until `close`.
    return try unsafe bytes.withUnsafeBytes { buffer throws(DecodeError) in
      try unsafe codec.open(buffer, picture: number)
    }
  }

  package func start(_ plan: DecodePlan) throws(DecodeError) -> RowShape { try codec.start(plan) }

  package func read(into rows: inout [UInt8], rowOffset: Int, rowCapacity: Int) throws(DecodeError) -> Int {
    try codec.read(into: &rows, rowOffset: rowOffset, rowCapacity: rowCapacity)
  }

  package func finish() -> PictureCondition { codec.condition() }

  package func close() { codec.close() }
}
