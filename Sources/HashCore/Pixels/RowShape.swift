/// The form in which rows come: tightly packed, 8 bits a sample.
package struct RowShape: Equatable {
  package var width: Int
  package var height: Int
  /// 1 gray, 2 gray and alpha, 3 RGB, 4 RGB and alpha.
  package var channelCount: Int

  package init(width: Int, height: Int, channelCount: Int) {
    self.width = width
    self.height = height
    self.channelCount = channelCount
  }

  var rowByteCount: Int { width * channelCount }
  var hasAlpha: Bool { channelCount == 2 || channelCount == 4 }

  /// How many rows are decoded before they are reduced: two megabytes of them, a multiple of the 16 rows that
  /// the reducer takes without copying, and no more than there are.
  ///
  /// Codec and reduction take turns, and the fewer turns the better: a processor that lowers its clock for
  /// wide vectors keeps it low for most of a millisecond after the last of them, and the codec pays for that.
  /// `docs/benchmarks.md` has the figures by size.
  var batchRowCount: Int { min(max(1, (2 << 20) / (16 * rowByteCount)) * 16, height) }
}
