/// What a decoder knows after the last row.
package struct PictureCondition: Equatable {
  /// Complaints of every kind.
  package var warningCount: Int
  /// Bytes after the picture's end.
  package var trailingByteCount: Int
  /// Whether the input ended before the last rows, which were filled with gray.
  package var isTruncated: Bool
  /// What was found where pixels should be, whose data decoded only with errors; `nil` where nothing was.
  package var damage: String?

  package init(
    warningCount: Int = 0, trailingByteCount: Int = 0, isTruncated: Bool = false, damage: String? = nil
  ) {
    self.warningCount = warningCount
    self.trailingByteCount = trailingByteCount
    self.isTruncated = isTruncated
    self.damage = damage
  }
}
