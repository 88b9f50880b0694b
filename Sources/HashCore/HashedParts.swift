/// What is finished of a file, told as soon as it is: the next picture may end the process that decodes it.
public enum HashedPart: Hashable, Sendable {
  /// The first picture, or why it has no hash. Told first, and once.
  case first(Result<HashedPicture, DecodeError>)
  /// What is counted of the file's pictures by now, and the hashes that were not told yet.
  case further(FurtherHashes)
}

/// What a file comes to, put together from its parts.
public struct HashedParts: Sendable {
  private var first: Result<HashedPicture, DecodeError>?
  private var further: FurtherHashes?

  public init() {}

  /// How many hashes have come, of all pictures.
  public var hashCount: Int {
    let firstCount = (try? first?.get().hashes.count) ?? 0
    return firstCount + (further?.hashes.count ?? 0)
  }

  /// - Returns: `false` where the part cannot come now; it is left out then.
  public mutating func add(_ part: HashedPart) -> Bool {
    switch part {
    case .first(let found):
      guard first == nil else { return false }
      first = found
    case .further(let found):
      guard first != nil else { return false }
      further = FurtherHashes(
        count: found.count, warningCount: found.warningCount,
        hashes: (further?.hashes ?? []) + found.hashes)
    }
    return true
  }

  /// What is said of the file; `nil` as long as nothing is known of its first picture.
  ///
  /// - Parameter reason: why the pictures that are missing were not looked at, where something broke off.
  public func outcome(unfinished reason: DecodeError.Reason? = nil) -> Result<HashedPicture, DecodeError>? {
    first.map { first in
      switch first {
      case .success(var picture):
        if let further { picture.add(further) }
        picture.info.unfinished = reason
        return .success(picture)
      case .failure(var error):
        if let further, !further.areEmpty { error.further = further }
        return .failure(error)
      }
    }
  }
}
