/// What else our own people say of an entry, or no longer say.
public struct Relabelling: Hashable, Sendable {
  public var added: [Label]
  /// Only what our own people said can be taken back.
  public var removed: [Label]
  public var grounds: Grounds

  public init(added: [Label] = [], removed: [Label] = [], reviewer: String, reason: String) {
    self.added = added
    self.removed = removed
    grounds = Grounds(reviewer: reviewer, reason: reason)
  }
}

extension ListStore {
  /// Gives an entry labels, or takes back some of those that our own people gave it, in whatever state it is.
  /// What is so already changes nothing.
  ///
  /// - Throws: `StoreError` where there is no such entry, no reviewer or no reason.
  public func label(
    _ entry: String, of list: String, _ relabelling: Relabelling, by author: Author
  ) throws(StoreError) -> ActOutcome {
    try relabelling.grounds.check("label")
    return try act(by: author) { act in
      let list = try act.tables.list(named: list)
      guard let row = try act.tables.entry(entry, of: list.number) else {
        throw StoreError.noEntry(entry, in: list.list.name)
      }
      return try act.label(row, of: list, relabelling)
    }
  }
}

extension Act {
  fileprivate func label(
    _ row: EntryRow, of list: NumberedList, _ relabelling: Relabelling
  ) throws -> ActOutcome {
    let before = try tables.stored(row, list: list.list.name)
    var hasChanged = false
    for label in relabelling.removed {
      hasChanged = try tables.removeOwn(label, of: row.number) || hasChanged
    }
    for label in relabelling.added {
      let own = SourcedLabel(label, source: SourcedLabel.own)
      hasChanged = try tables.insert(own, of: row.number) || hasChanged
    }
    let after = try tables.stored(row, list: list.list.name)
    if hasChanged {
      _ = try tables.noteChange(of: list.number, entry: row.number)
      try note(
        .label, list: list.list.name, entry: row.id, reviewer: relabelling.grounds.reviewer,
        reason: relabelling.grounds.reason,
        before: before, after: after)
    }
    return ActOutcome(
      entry: after, history: try tables.history(of: row, quorum: list.list.quorum), hasChanged: hasChanged)
  }
}
