import HashCore
import Synchronization

/// Hashes one picture in so many both ways, fast and exact: the margins of the fast path are an envelope over
/// pictures that were measured, and this is how it goes on being measured where it is used.
final class FastAudit: Sendable {
  /// What was seen so far.
  private struct Differences {
    var pictureCount = 0
    /// Largest distance between the two hashes, in bits.
    var distanceMax = 0
    /// Largest share of a window that a picture needed.
    var needOverWindowMax: Float = 0
    /// Pictures that a search with the fast hash could have missed.
    var beyondCount = 0

    mutating func add(_ found: FastComparison) {
      pictureCount += 1
      distanceMax = max(distanceMax, found.distance)
      needOverWindowMax = max(needOverWindowMax, found.needOverWindow)
      if !found.isSafe { beyondCount += 1 }
    }
  }

  /// The share of its window that no picture should need: the constants have a factor of safety in hand.
  private static let needOverWindowBound: Float = 0.8

  private let interval: Int
  private let differences = Mutex(Differences())

  /// Audits the first of every `interval` pictures.
  init(interval: Int) { self.interval = interval }

  /// Looks at the picture if it is its turn; pictures that the fast path leaves to the exact one do not
  /// count.
  ///
  /// - Returns: whether the two hashes or qualities differ, so that the exact ones have to answer.
  func findsDisagreement(on bytes: [UInt8], place: Int, _ hasher: any HashSource) -> Bool {
    guard place.isMultiple(of: interval) else { return false }
    // SAFETY: single bytes have no padding, and the array outlives the span.
    guard let found = try? unsafe hasher.comparison(bytes.span.bytes), found.isUseful else {
      return false
    }
    differences.withLock { $0.add(found) }
    if !found.isSafe {
      StandardError.line(
        """
        audit: picture \(place) of this run is \(found.distance) bits from its exact hash, beyond its \
        margin of \(found.margin.bitCount); it is answered from the exact hash, others like it are not
        """)
    }
    return found.fast != found.exact
  }

  /// Whether a search with a fast hash could have missed what one with the exact hash finds.
  var hasFailed: Bool { differences.withLock { $0.beyondCount > 0 } }

  /// One line for people.
  var text: String {
    let found = differences.withLock { $0 }
    let thousandths = Int((found.needOverWindowMax * 1000).rounded())
    let fraction = String(1000 + thousandths % 1000).dropFirst()
    let seen = """
      audit: \(found.pictureCount) pictures hashed both ways: largest need/window \
      \(thousandths / 1000).\(fraction), largest distance \(found.distanceMax), \
      \(found.beyondCount) beyond their margin
      """
    if found.beyondCount > 0 { return seen + ": DO NOT TRUST THIS RUN; scan again with --decode exact" }
    return found.needOverWindowMax > Self.needOverWindowBound
      ? seen + ": more than was ever measured; scan with --decode exact, and report the figure" : seen
  }
}
