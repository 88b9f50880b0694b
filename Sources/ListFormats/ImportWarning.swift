/// What a file says, or leaves out, that its reader has to know before it takes effect.
public enum ImportWarning: Hashable, Sendable, CustomStringConvertible {
  /// The file is one page, and its source has more: what is not in it is not withdrawn.
  case morePages
  /// The file announces another number of records than it has.
  case countDiffers(announced: Int, found: Int)
  /// So many records name hashes that stand in another file of the same set.
  case hashesElsewhere(recordCount: Int)
  /// Columns that no field was read from.
  case columnsNotRead([String])
  /// Of a set of numbered files these are not there.
  case partsMissing([String])

  public var description: String {
    switch self {
    case .morePages: "more pages follow: this file is not the whole list"
    case .countDiffers(let announced, let found):
      "the file announces \(announced) records and has \(found): part of it may be missing"
    case .hashesElsewhere(let count):
      "\(count) records have hashes in another file of the set: import that too"
    case .columnsNotRead(let columns): "columns that were not read: \(columns.joined(separator: ", "))"
    case .partsMissing(let names): "parts of the set that are missing: \(names.joined(separator: ", "))"
    }
  }
}
