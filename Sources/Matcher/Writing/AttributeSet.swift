/// What stands beside the id of an entry.
struct AttributeSet: Hashable, Sendable {
  /// Each once, in byte order.
  let labels: [[UInt8]]
  let state: EntryState

  init(labels: [[UInt8]], state: EntryState) {
    self.labels = labels.count < 2 ? labels : Array(Set(labels)).sorted(by: inByteOrder)
    self.state = state
  }

  init(labels: [String], state: EntryState) {
    precondition(labels.allSatisfy { $0.utf8.count <= 65_535 }, "a label of more than 65 535 bytes")
    self.init(labels: labels.map { Array($0.utf8) }, state: state)
  }

  /// All labels of both; the state that says more against the entry.
  func union(_ other: AttributeSet) -> AttributeSet {
    AttributeSet(
      labels: labels + other.labels, state: state.fileNumber > other.state.fileNumber ? state : other.state)
  }
}

/// Whether `a` stands before `b` byte by byte. Names are compared and told apart by the bytes of their UTF-8,
/// never by what Swift takes for the same text.
func inByteOrder(_ a: [UInt8], _ b: [UInt8]) -> Bool { a.lexicographicallyPrecedes(b) }
