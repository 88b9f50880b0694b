/// What a decoder knows after the last row.
package struct PictureCondition: Equatable {
  /// Complaints of every kind.
  package var warningCount: Int
  /// Bytes after the picture's end.
  package var trailingByteCount: Int
  /// Whether the input ended before the last rows, which were filled with gray.
  package var isTruncated: Bool
  /// Of a truncated picture the rows that there are data for; `nil` where that cannot be told.
  package var presentRowCount: Int?
  /// What was found where pixels should be, whose data decoded only with errors; `nil` where nothing was.
  package var damage: String?

  package init(
    warningCount: Int = 0, trailingByteCount: Int = 0, isTruncated: Bool = false, presentRowCount: Int? = nil,
    damage: String? = nil
  ) {
    self.warningCount = warningCount
    self.trailingByteCount = trailingByteCount
    self.isTruncated = isTruncated
    self.presentRowCount = presentRowCount
    self.damage = damage
  }
}
