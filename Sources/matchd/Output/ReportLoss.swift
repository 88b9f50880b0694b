/// Keeps a run going when its report can no longer be written: the exit code still says what was known.
struct ReportLoss {
  /// Whether something could not be written.
  private(set) var hasHappened = false
  /// Whether the reader has gone, so that nobody is served by going on.
  private(set) var nobodyReads = false

  /// Writes something, unless that failed before; says why if it fails.
  mutating func guarding(_ write: () throws -> Void) {
    guard !hasHappened else { return }
    do {
      try write()
    } catch {
      hasHappened = true
      nobodyReads = error is OutputClosed
      if let failure = error as? Failure { StandardError.line(failure.message) }
    }
  }
}
