import ContentDigests
import ListFormats
import Matcher

/// What an import adds, on its way into the store: in nobody's sight until the import is published.
struct ImportStaging {
  /// Of the import.
  let number: Int64
  /// Runs of entries: what one transaction adds are neighbours, since nobody else writes meanwhile.
  private(set) var runs: [ClosedRange<Int64>] = []
  private let list: Int64
  private let holdsBack: Bool
  private var labelSets: [[Label]: Int64] = [:]

  init(_ plan: ImportPlan, _ act: Act) throws {
    list = plan.list.number
    holdsBack = plan.holdsAdditionsBack
    number = try act.tables.insertImport(
      into: list, plan.mode, plan.staged.digest.bytes, time: act.author.time)
    try act.tables.stageImport(number)
  }

  /// Adds entries, in one transaction with all others of this call.
  mutating func add(_ additions: [ImportPlan.Addition], _ tables: Tables) throws {
    for addition in additions {
      let entry = try add(addition.entry, quarantine: addition.quarantine, tables)
      if let last = runs.last, last.upperBound + 1 == entry {
        runs[runs.count - 1] = last.lowerBound...entry
      } else {
        runs.append(entry...entry)
      }
    }
  }

  private mutating func add(
    _ entry: FileEntry, quarantine suspicion: String?, _ tables: Tables
  ) throws -> Int64 {
    let growth = holdsBack && entry.said == .confirmed ? ImportDifference.growth : nil
    let reason = suspicion ?? growth
    let number = try tables.insertEntry(
      entry.id, of: list, said: reason == nil ? entry.said : .proposed, entry.content,
      labelSet: try labelSet(of: entry.labels, tables), firstImport: self.number)
    if let reason {
      try tables.insertQuarantine(of: number, import: self.number, reason: reason, said: entry.said)
    }
    return number
  }

  private mutating func labelSet(of labels: [Label], _ tables: Tables) throws -> Int64 {
    if let known = labelSets[labels] { return known }
    let number = try tables.number(ofSet: labels)
    if labelSets.count < Self.labelSetCountMax { labelSets[labels] = number }
    return number
  }

  private static let labelSetCountMax = 10_000
}

extension ListStore {
  /// Writes what a plan adds, in transactions that others wait for only for a moment; `nil` where it adds
  /// nothing. What was written is in nobody's sight.
  func stage(_ plan: ImportPlan, by author: Author) throws(StoreError) -> ImportStaging? {
    try StoreError.wrapping(path) {
      var staging: ImportStaging?
      var (pace, place) = (WritePace(), Int64(0))
      while true {
        let additions = try plan.additions(after: place, countMax: pace.rowCount)
        guard let last = additions.last else { return staging }
        place = last.place
        staging = try pace.run { begins in
          try act(by: author) { act in
            begins()
            var next = try staging ?? ImportStaging(plan, act)
            try next.add(additions, act.tables)
            return next
          }
        }
      }
    }
  }

  /// Removes what an import into a list has written and not published: it was killed, or has to begin anew.
  func dropStaged(of list: NumberedList, by author: Author) throws(StoreError) {
    guard try read({ try $0.hasStagedImport(into: list.number) }) else { return }
    var pace = WritePace()
    var isMore = true
    while isMore {
      let countMax = pace.rowCount
      isMore = try pace.run { (begins) throws(StoreError) in
        try act(by: author) { act in
          begins()
          return try act.tables.dropStagedEntries(of: list.number, countMax: countMax)
        }
      }
    }
  }
}
