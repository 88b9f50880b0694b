extension ListStore {
  /// Calls `body` with the lines of the audit log in order: all, or those of one entry. O(lines).
  public func forEachAuditLine(
    of entry: (list: String, id: String)? = nil, _ body: (AuditLine) throws -> Void
  ) throws {
    try pass { tables in
      try tables.forEachAuditLine(of: entry) { line, number, _ in
        guard let line else { throw StoreError.unreadableLine(number, in: path) }
        try body(line)
      }
    }
  }

  /// Where the log stands, to be kept elsewhere.
  public func auditCheckpoint() throws(StoreError) -> AuditCheckpoint { try read { try $0.auditHead() } }

  /// Reads the whole log and finds lines that were altered, dropped, moved or cut off. O(lines).
  ///
  /// Whoever can write to the store can also write a new log from some line on; only what is kept elsewhere
  /// tells that.
  ///
  /// - Parameter checkpoints: where the log stood, as was kept.
  /// - Returns: how many lines there are.
  @discardableResult public func verifyAudit(
    against checkpoints: [AuditCheckpoint] = []
  ) throws(StoreError) -> Int {
    try read { tables in
      var last = AuditCheckpoint.start
      var sequence = 0
      var unseen = checkpoints.filter { $0 != .start }
      try tables.forEachAuditLine { line, number, digest in
        guard let line else { throw StoreError.unreadableLine(number, in: path) }
        guard number == last.number + 1 else {
          throw StoreError(
            .audit, path, expected: "line \(last.number + 1) of the audit log", found: "line \(number)")
        }
        if number == 1, line.act != .initialise {
          throw StoreError(
            .audit, path, expected: "an audit log that begins with the making of the store",
            found: "one that begins with '\(line.act.rawValue)'")
        }
        guard line.digest(behind: last.digest) == digest else {
          throw StoreError(
            .audit, path, expected: "line \(number) of the audit log as it was written",
            found: "an altered line, or one behind another line")
        }
        last = AuditCheckpoint(number: number, digest: digest)
        sequence = line.sequence
        unseen.removeAll { $0 == last }
      }
      try check(last, tables, unseen)
      try checkEnd(sequence, of: last.number, tables)
      return last.number
    }
  }

  /// Every change of the store is the end of an act: a log that was cut, its head with it, ends before the
  /// last one.
  private func checkEnd(_ sequence: Int, of lineCount: Int, _ tables: Tables) throws {
    guard lineCount > 0 else {
      throw StoreError(
        .audit, path, expected: "an audit log that begins with the making of the store", found: "no line")
    }
    let changed = try tables.sequence()
    guard sequence == changed else {
      throw StoreError(
        .audit, path, expected: "an audit log that ends with the store's last change, \(changed)",
        found: "one that ends with change \(sequence)")
    }
  }

  private func check(
    _ last: AuditCheckpoint, _ tables: Tables, _ unseen: [AuditCheckpoint]
  ) throws {
    let head = try tables.auditHead()
    guard head == last else {
      throw StoreError(
        .audit, path, expected: "an audit log of \(head.number) lines that ends as its head says",
        found: "\(last.number) lines")
    }
    if let checkpoint = unseen.first {
      throw StoreError(
        .audit, path, expected: "the audit log that stood at \(checkpoint)",
        found: checkpoint.number > last.number ? "\(last.number) lines" : "another line \(checkpoint.number)")
    }
  }
}

extension StoreError {
  fileprivate static func unreadableLine(_ number: Int, in path: String) -> StoreError {
    StoreError(
      .audit, path, expected: "an act that this version knows", found: "another in line \(number)")
  }
}
