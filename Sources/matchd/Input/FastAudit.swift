import HashCore
import Synchronization

/// Hashes one picture in so many both ways, fast and exact, and keeps the differences: what was seen of the
/// fast path is an observation, and this is how it goes on being made.
final class FastAudit: Sendable {
  /// What was seen so far.
  struct Differences {
    var pictureCount = 0
    /// Largest distance between the two hashes, in bits.
    var distanceMax = 0
    /// Largest difference between the two qualities.
    var qualityDifferenceMax = 0
    /// Pictures outside the bounds that the fast path was seen to keep.
    var outsideCount = 0
  }

  /// Seen on every picture so far: `docs/pdq.md`.
  fileprivate static let distanceBound = 10
  fileprivate static let qualityBound = 4

  private let interval: Int
  private let differences = Mutex(Differences())

  /// Audits the first of every `interval` pictures.
  init(interval: Int) { self.interval = interval }

  /// Looks at the picture if it is its turn; pictures that the fast path leaves to
  /// the exact one do not count.
  func look(at bytes: [UInt8], place: Int, _ hasher: PictureHasher) {
    guard place.isMultiple(of: interval) else { return }
    // SAFETY: single bytes have no padding, and the array outlives the span.
    let content = unsafe bytes.span.bytes
    guard let fast = try? hasher.hash(content, HashRequest(decode: .fast)), fast.decode == .fast,
      let exact = try? hasher.hash(content, HashRequest(decode: .exact))
    else { return }
    differences.withLock { $0.add(fast.primary, exact.primary) }
  }

  /// One line for people.
  var text: String {
    let found = differences.withLock { $0 }
    return """
      \(found.pictureCount) pictures hashed both ways: largest distance \(found.distanceMax), \
      largest quality difference \(found.qualityDifferenceMax), \(found.outsideCount) beyond \
      \(Self.distanceBound) bits or a quality difference of \(Self.qualityBound)
      """
  }
}

extension FastAudit.Differences {
  fileprivate mutating func add(_ fast: QualifiedHash, _ exact: QualifiedHash) {
    let distance = fast.hash.distance(to: exact.hash)
    let difference = abs(fast.quality - exact.quality)
    pictureCount += 1
    distanceMax = max(distanceMax, distance)
    qualityDifferenceMax = max(qualityDifferenceMax, difference)
    if distance > FastAudit.distanceBound || difference > FastAudit.qualityBound { outsideCount += 1 }
  }
}
