/// What a decoder knows once it has read up to the first row.
package struct PictureHeader {
  package var width: Int
  package var height: Int
  /// Rows can be had at 1/2 ... 1/`reductionMax` of the size, gray or RGB, each sample the average of those
  /// that it stands for; 0 where there are full rows alone.
  package var reductionMax: Int
  /// Whether rows come only all at once, as those of an interlaced picture.
  package var comesAtOnce: Bool

  /// 8-bit samples a pixel of full rows.
  package var channelCount: Int
  /// What the decoder keeps of the whole picture while it is decoded, in bytes.
  package var heldByteCount: Int
  /// How often the decoder goes over the picture.
  package var scanCount = 1

  package init(
    width: Int, height: Int, reductionMax: Int = 0, comesAtOnce: Bool = false, channelCount: Int = 4,
    heldByteCount: Int = 0
  ) {
    self.width = width
    self.height = height
    self.reductionMax = reductionMax
    self.comesAtOnce = comesAtOnce
    self.channelCount = channelCount
    self.heldByteCount = heldByteCount
  }
}
