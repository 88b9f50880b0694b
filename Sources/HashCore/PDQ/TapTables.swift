/// The tap tables of the sizes seen last: most pictures of a batch come in a few sizes.
struct TapTables {
  private static let capacity = 16
  /// Oldest first.
  private var tables: [TapTable] = []

  /// The table of a side of `length` pixels, of which `scale` make one pixel of the grid.
  mutating func table(length: Int, scale: Int) -> TapTable {
    if let known = tables.first(where: { $0.length == length && $0.scale == scale }) { return known }
    if tables.count == Self.capacity { tables.removeFirst() }
    let table = TapTable(length: length, scale: scale)
    tables.append(table)
    return table
  }
}
