/// How an index is searched. Every engine gives the same, complete answer; they differ in time and in what
/// they need of the file.
public enum SearchEngine: String, CaseIterable, Sendable {
  /// The planner's choice, by count and threshold.
  case auto
  /// The ring multi-index: the fastest at ordinary thresholds; needs the file's ring tables.
  case ring
  /// The BK-tree: the leanest; every file has it.
  case bk
  /// One pass over every hash.
  case linear
}
