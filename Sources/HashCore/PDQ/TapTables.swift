/// The tap tables of the sizes seen last: most pictures of a batch come in a few sizes.
struct TapTables {
  private static let capacity = 16
  /// Oldest first.
  private var tables: [TapTable] = []

  /// The table of a side of `length` pixels, of which `scale` make one pixel of the grid.
  mutating func table(length: Int, scale: Int) -> TapTable {
    for index in 0..<tables.count where tables[index].isFor(length: length, scale: scale) {
      return tables[index]
    }
    if tables.count == Self.capacity { tables.removeFirst() }
    let table = TapTable(length: length, scale: scale)
    tables.append(table)
    return table
  }
}
