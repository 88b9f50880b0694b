/// Rows of one open picture, from the first to the last.
package protocol RowSource: AnyObject {
  /// - Throws: also where the file turns out to have no reduced rows that are the averages of the full ones;
  ///   those may be had all the same.
  func start(_ plan: DecodePlan) throws(DecodeError) -> RowShape

  /// Writes the next rows to `rows` from the row `rowOffset` on, at most `rowCapacity`, and returns how many.
  func read(into rows: inout [UInt8], rowOffset: Int, rowCapacity: Int) throws(DecodeError) -> Int

  /// After the last row.
  func finish() -> PictureCondition

  /// Gives back what the picture needed; harmless when nothing is open.
  func close()
}

/// What to decode a picture into.
package enum DecodePlan: Equatable {
  /// Full size, every channel.
  case full
  /// Each side divided by 2, 4 or 8 and rounded up; at most the header's `reductionMax`.
  case reduced(by: Int)
}
