/// What one piece of a file gave: a piece of bounded size gives bounded many.
public struct ImportBatch: Hashable, Sendable {
  public internal(set) var records: [ImportedRecord] = []
  public internal(set) var refusals: [Refusal] = []
  public internal(set) var warnings: [ImportWarning] = []

  public init() {}

  /// Forgets everything, and keeps the memory for the next piece.
  public mutating func removeAll() {
    records.removeAll(keepingCapacity: true)
    refusals.removeAll(keepingCapacity: true)
    warnings.removeAll(keepingCapacity: true)
  }

  /// Takes in what is right of a record, and says what is not.
  mutating func add(_ draft: RecordDraft, at place: RecordPlace) {
    var draft = draft
    draft.check()
    for fault in draft.faults { refusals.append(Refusal(fault, at: place, id: draft.knownID)) }
    if !draft.isRefused { records.append(draft.record) }
  }

  mutating func refuse(_ reason: Refusal.Reason, at place: RecordPlace, id: String? = nil) {
    refusals.append(Refusal(reason, at: place, id: id))
  }

  mutating func warn(_ warning: ImportWarning) { warnings.append(warning) }
}
