/// What a decoder knows after the last row.
package struct PictureCondition: Equatable {
  /// Complaints that cost no row.
  package var warningCount: Int
  /// Bytes after the picture's end.
  package var trailingByteCount: Int
  /// Whether the input ended before the last rows, which were filled with gray.
  package var isTruncated: Bool

  package init(warningCount: Int = 0, trailingByteCount: Int = 0, isTruncated: Bool = false) {
    self.warningCount = warningCount
    self.trailingByteCount = trailingByteCount
    self.isTruncated = isTruncated
  }
}
