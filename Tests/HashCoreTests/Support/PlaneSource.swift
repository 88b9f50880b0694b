@testable import HashCore

/// Rows of samples that are there already, with alpha or without, as a decoder would give them.
final class PlaneSource: RowSource {
  let shape: RowShape
  private let samples: [UInt8]
  private let comesAtOnce: Bool
  private var row = 0

  init(_ shape: RowShape, _ samples: [UInt8], comesAtOnce: Bool = false) {
    self.shape = shape
    self.samples = samples
    self.comesAtOnce = comesAtOnce
  }

  var header: PictureHeader {
    PictureHeader(
      width: shape.width, height: shape.height, comesAtOnce: comesAtOnce, channelCount: shape.channelCount)
  }

  var info: PictureInfo {
    PictureInfo(format: PGMDecoder.format, width: shape.width, height: shape.height)
  }

  func start(_ plan: DecodePlan) throws(DecodeError) -> RowShape {
    row = 0
    return shape
  }

  func read(into rows: inout [UInt8], rowOffset: Int, rowCapacity: Int) throws(DecodeError) -> Int {
    // Seven rows at a time, so that callers are seen to ask again.
    let count = comesAtOnce ? shape.height : min(7, rowCapacity, shape.height - row)
    let place = rowOffset * shape.rowByteCount
    rows.replaceSubrange(
      place..<place + count * shape.rowByteCount,
      with: samples[row * shape.rowByteCount..<(row + count) * shape.rowByteCount])
    row += count
    return count
  }

  func finish() -> PictureCondition { PictureCondition() }
  func close() {}

  /// The picture as the reference's command line reduces it, written down plainly.
  var reduced: PlaneSource {
    guard max(shape.width, shape.height) > 512 else { return self }
    var kept: [UInt8] = []
    for y in 0..<512 {
      for x in 0..<512 {
        let pixel = y * shape.height / 512 * shape.width + x * shape.width / 512
        kept += samples[pixel * shape.channelCount..<(pixel + 1) * shape.channelCount]
      }
    }
    let shape = RowShape(width: 512, height: 512, channelCount: shape.channelCount)
    return PlaneSource(shape, kept, comesAtOnce: comesAtOnce)
  }
}
