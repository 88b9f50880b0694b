extension ListStore {
  /// All lists, in byte order of their names.
  public var lists: [StoredList] {
    get throws(StoreError) { try read { try $0.lists().map(\.list) } }
  }

  /// The list of a name.
  public func list(named name: String) throws(StoreError) -> StoredList {
    try read { try $0.list(named: name).list }
  }

  /// Makes a list, which has no entries yet.
  public func create(_ list: StoredList, by author: Author) throws(StoreError) {
    try list.check()
    try act(by: author) { act in
      let number = try act.tables.insert(list)
      _ = try act.tables.noteChange(of: number)
      try act.note(.create, list: list.name)
    }
  }

  /// Removes a list that was made in error: one that has never held an entry, and that no negative list
  /// names. That it was there stays in the audit log.
  public func remove(_ name: String, reason: String, by author: Author) throws(StoreError) {
    try Grounds.check(reason: reason, "list '\(name)'")
    try act(by: author) { act in
      let list = try act.tables.list(named: name)
      try act.tables.remove(list)
      try act.note(.remove, list: name, reason: reason)
    }
  }
}
