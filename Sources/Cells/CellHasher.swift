public import HashCore

/// Hashes pictures in the cells of a pool: what `PictureHasher` does, at no risk to this process.
///
/// A picture whose cell dies is tried once more in another, unless its own budget ended it: the second death
/// is the answer, also for the same bytes sent again soon. Cells that are killed from outside are nobody's
/// fault. What was finished of a file counts: where a further picture of it ends the cell, the hashes of
/// those before it are the answer, and `info.unfinished` says why there are no more.
public struct CellHasher: HashSource {
  private let pool: CellPool

  /// Cells that a picture may crash before that is what is said of it.
  private static let crashCountMax = 2
  /// Attempts at one picture, also where somebody goes on killing cells.
  private static let attemptCountMax = 8

  public init(_ pool: CellPool) { self.pool = pool }

  public func hash(_ bytes: RawSpan, _ request: HashRequest) throws(DecodeError) -> HashedPicture {
    switch try answer(.hash(request), bytes) {
    case .hashes(let picture): return picture
    case .failure(let error): throw error
    case .comparison, .part, .forbiddenCall: throw CellDeath.nonsense.error
    }
  }

  public func comparison(_ bytes: RawSpan) throws(DecodeError) -> FastComparison? {
    switch try answer(.comparison, bytes) {
    case .comparison(let comparison): return comparison
    case .failure(let error): throw error
    case .hashes, .part, .forbiddenCall: throw CellDeath.nonsense.error
    }
  }

  private func answer(_ subject: Question.Subject, _ bytes: RawSpan) throws(DecodeError) -> Answer {
    // The slot has room for no more.
    try pool.settings.limits.check(encodedByteCount: bytes.byteCount)
    let answer = try answer(subject, bytes, from: pool.responsible(for: bytes))
    // A worker program decodes what every cell does, and its own formats behind it.
    guard answer.leavesPictures, let other = pool.responsible(behind: bytes),
      let more = try? self.answer(subject, bytes, from: other), more.hashCount > answer.hashCount
    else { return answer }
    return more
  }

  private func answer(
    _ subject: Question.Subject, _ bytes: RawSpan, from pool: CellPool
  ) throws(DecodeError) -> Answer {
    if let answer = pool.deaths.answer(for: bytes, subject) { return answer }
    var crashCount = 0
    var last = CellDeath.nonsense
    var finished = HashedParts()
    for _ in 0..<Self.attemptCountMax {
      var parts = HashedParts()
      switch try Self.attempt(subject, bytes, in: pool, &parts) {
      case .success(let answer): return answer
      case .failure(let death):
        last = death
        if !death.isFromOutside { crashCount += 1 }
        if parts.hashCount >= finished.hashCount { finished = parts }
      }
      if last.isByBudget || crashCount == Self.crashCountMax {
        let answer = Answer(last, finished)
        if last.isThePicturesOwn { pool.deaths.add(bytes, subject, answer) }
        return answer
      }
    }
    return Answer(last, finished)
  }

  private static func attempt(
    _ subject: Question.Subject, _ bytes: RawSpan, in pool: CellPool, _ parts: inout HashedParts
  ) throws(DecodeError) -> Result<Answer, CellDeath> {
    let cell: Cell
    do throws(CellStartError) {
      cell = try pool.take()
    } catch {
      throw DecodeError(.crashed(found: "none: \(error)"))
    }
    let outcome = cell.ask(subject, bytes, &parts)
    switch outcome {
    case .success: pool.giveBack(cell)
    case .failure(let death): pool.lose(to: death)
    }
    return outcome
  }
}

extension Answer {
  /// What is said of a file that ends cells, of which so much was finished.
  fileprivate init(_ death: CellDeath, _ finished: HashedParts) {
    switch finished.outcome(unfinished: death.error.reason) {
    case .success(let picture): self = .hashes(picture)
    case .failure(let error): self = .failure(error)
    case nil: self = .failure(death.error)
    }
  }

  /// Whether there are pictures that were not looked at.
  fileprivate var leavesPictures: Bool {
    switch self {
    case .hashes(let picture): picture.info.pictures.total > picture.info.pictures.judged
    case .failure(let error): error.further.map { $0.count.total > $0.count.judged } ?? false
    case .comparison, .part, .forbiddenCall: false
    }
  }

  /// How many hashes it holds.
  var hashCount: Int {
    switch self {
    case .hashes(let picture): picture.hashes.count
    case .failure(let error): error.further?.hashes.count ?? 0
    case .comparison, .part, .forbiddenCall: 0
    }
  }
}
