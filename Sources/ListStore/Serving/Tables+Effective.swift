import ContentDigests
import Foundation
import GRDB
import HashCore
import Matcher

/// What of the store answers, in the order in which indexes are written.
extension Tables {
  /// Feeds every entry that answers. O(entries).
  func feedEffectiveEntries(into feed: inout IndexFeed) throws {
    for list in try lists() {
      try feed.beginList(list.list.described)
      try forEachRow(sql: "WHERE list = ? ORDER BY source_id", [list.number]) {
        if list.list.answers($0.state) { try self.feed($0, into: &feed) }
      }
    }
  }

  /// Feeds all lists, and of their entries those that answer and changed since `sequence`.
  ///
  /// - Returns: (list, id) of all that changed. O(changes).
  func feedChanges(since sequence: Int, into feed: inout IndexFeed) throws -> [(list: String, id: String)] {
    var changed: [(list: String, id: String)] = []
    // The plus signs keep SQLite from walking whole lists: the changes are few.
    let condition = """
      WHERE +list = ? AND id IN (SELECT entries.id FROM changes
        JOIN entries ON entries.id BETWEEN changes.entry AND changes.last_entry WHERE changes.seq > ?)
      ORDER BY +source_id
      """
    for list in try lists() {
      try feed.beginList(list.list.described)
      try forEachRow(sql: condition, [list.number, Int64(sequence)]) {
        changed.append((list.list.name, $0.id))
        if list.list.answers($0.state) { try self.feed($0, into: &feed) }
      }
    }
    return changed
  }

  private func feed(_ row: EntryRow, into feed: inout IndexFeed) throws {
    let labels = try labels(ofSet: row.labelSet, entry: row.number).map(\.label.description)
    try feed.beginEntry(row.id, labels: labels, state: row.state)
    for value in row.values + (try moreValues(of: row)) {
      if let algorithm = value.kind.algorithm {
        try feed.add(algorithm, digest: Array(value.value).span)
      } else {
        try feed.add(PDQHash(value.value), view: value.view.isEmpty ? nil : value.view)
      }
    }
  }
}

extension StoredList {
  /// Whether an entry in this state is told of at all.
  func answers(_ state: EntryState) -> Bool {
    switch state {
    case .confirmed, .disputed: true
    case .proposed: hasProposedLeads
    case .withdrawn: false
    }
  }
}
