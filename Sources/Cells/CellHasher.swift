public import HashCore

/// Hashes pictures in the cells of a pool: what `PictureHasher` does, at no risk to this process.
///
/// A picture whose cell dies is tried once more in another, unless its own budget ended it: the second death
/// is the answer, also for the same bytes sent again soon. Cells that are killed from outside are nobody's
/// fault.
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
    case .comparison: throw CellDeath.nonsense.error
    }
  }

  public func comparison(_ bytes: RawSpan) throws(DecodeError) -> FastComparison? {
    switch try answer(.comparison, bytes) {
    case .comparison(let comparison): return comparison
    case .failure(let error): throw error
    case .hashes: throw CellDeath.nonsense.error
    }
  }

  private func answer(_ subject: Question.Subject, _ bytes: RawSpan) throws(DecodeError) -> Answer {
    // The slot has room for no more.
    try pool.settings.limits.check(encodedByteCount: bytes.byteCount)
    if let error = pool.deaths.error(for: bytes, subject) { throw error }
    var crashCount = 0
    var last: CellDeath?
    for _ in 0..<Self.attemptCountMax {
      switch try attempt(subject, bytes) {
      case .success(let answer): return answer
      case .failure(let death):
        last = death
        if !death.isFromOutside { crashCount += 1 }
      }
      if let last, last.isByBudget || crashCount == Self.crashCountMax { throw final(last, subject, bytes) }
    }
    throw (last ?? .nonsense).error
  }

  private func attempt(
    _ subject: Question.Subject, _ bytes: RawSpan
  ) throws(DecodeError) -> Result<Answer, CellDeath> {
    let cell: Cell
    do throws(CellStartError) {
      cell = try pool.take()
    } catch {
      throw DecodeError(.crashed(found: "\(error)"))
    }
    let outcome = cell.ask(subject, bytes)
    switch outcome {
    case .success: pool.giveBack(cell)
    case .failure(let death): pool.lose(to: death)
    }
    return outcome
  }

  /// What is said of a picture that ends cells, remembered where that is its own fault.
  private func final(_ death: CellDeath, _ subject: Question.Subject, _ bytes: RawSpan) -> DecodeError {
    if death.isThePicturesOwn { pool.deaths.add(bytes, subject, death.error) }
    return death.error
  }
}
