extension ListStore {
  /// Calls `body` with the entries of a list in byte order of their ids, withdrawn ones too. O(1) memory.
  public func forEachEntry(of list: String, _ body: (StoredEntry) throws -> Void) throws {
    try pass { tables in
      let list = try tables.list(named: list)
      try tables.forEachEntry(of: list.number) { try body(try tables.stored($0, list: list.list.name)) }
    }
  }

  /// An entry, and what was said of it.
  public func entry(_ id: String, of list: String) throws(StoreError) -> (StoredEntry, EntryHistory) {
    try read { tables in
      let list = try tables.list(named: list)
      guard let row = try tables.entry(id, of: list.number) else {
        throw StoreError.noEntry(id, in: list.list.name)
      }
      return (
        try tables.stored(row, list: list.list.name), try tables.history(of: row, quorum: list.list.quorum)
      )
    }
  }
}
