/// Which of the pictures of a file that holds several. Case order is the order of tie-breaking.
public enum PictureFrame: Hashable, Comparable, Sendable {
  /// By its place in the file, from 0.
  case number(Int)
  /// A gain map or a depth map, by its place in the same order.
  case auxiliary(Int)
  /// The small copy that the file's metadata hold.
  case thumbnail

  /// Whether it is no picture of its own to look at: it is not counted among the file's, and what is looked
  /// up of it can make the file known and nothing else.
  public var onlyAddsMatches: Bool {
    if case .number = self { false } else { true }
  }
}

/// How many pictures a file holds, and how many of them were looked at.
///
/// Thumbnails and auxiliary pictures are not counted: they only ever add a match.
public struct PictureCount: Hashable, Sendable {
  /// All that are there or announced, auxiliary ones left out; at least 1.
  public var total: Int
  /// Those whose hash speaks for them: whole, sound, and within the limits.
  public var judged: Int
  /// Gain maps and depth maps.
  public var auxiliary: Int
  /// Those after the first that are not whole and sound, thumbnails and auxiliary pictures among them. What
  /// was there is hashed all the same.
  public var damaged: Set<PictureFrame>

  public init(total: Int = 1, judged: Int = 1, auxiliary: Int = 0, damaged: Set<PictureFrame> = []) {
    self.total = total
    self.judged = judged
    self.auxiliary = auxiliary
    self.damaged = damaged
  }

  public var areAllJudged: Bool { judged >= total }
}

/// The hashes of a file's pictures other than the one that it begins with.
public struct FurtherHashes: Hashable, Sendable {
  /// All pictures of the file, the first one too.
  public internal(set) var count: PictureCount
  /// Complaints of their decoders; about what follows them, others are looked for there.
  public internal(set) var warningCount = 0
  /// `view.frame` tells the pictures apart.
  public internal(set) var hashes: [ViewHash] = []

  package init(count: PictureCount, warningCount: Int = 0, hashes: [ViewHash]) {
    self.count = count
    self.warningCount = warningCount
    self.hashes = hashes
  }

  /// - Parameter isJudged: whether the hash of the first picture speaks for it.
  init(firstIsJudged isJudged: Bool) { count = PictureCount(judged: isJudged ? 1 : 0) }

  /// Whether there is anything beside the first picture.
  var areEmpty: Bool { count.total == 1 && count.auxiliary == 0 && hashes.isEmpty }

  mutating func add(_ found: [ViewHash], of frame: PictureFrame) { hashes += found.map { $0.of(frame) } }
}
