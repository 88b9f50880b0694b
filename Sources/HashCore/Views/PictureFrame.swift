/// Which of the pictures of a file that holds several. Case order is the order of tie-breaking.
public enum PictureFrame: Hashable, Comparable, Sendable {
  /// By its place in the file, from 0; skipped auxiliary pictures have places too.
  case number(Int)
  /// The small copy that the file's metadata hold.
  case thumbnail
}

/// How many pictures a file holds, and how many of them were looked at.
///
/// A thumbnail is not counted: it only ever adds a match.
public struct PictureCount: Hashable, Sendable {
  /// All that are there or announced, auxiliary ones left out; at least 1.
  public var total: Int
  /// Those whose hash speaks for them: whole, sound, and within the limits.
  public var judged: Int
  /// Gain maps and depth maps, which were skipped.
  public var auxiliary: Int
  /// Those after the first of which only a part was there. What was there is hashed all the same.
  public var damaged: Set<PictureFrame>

  public init(total: Int = 1, judged: Int = 1, auxiliary: Int = 0, damaged: Set<PictureFrame> = []) {
    self.total = total
    self.judged = judged
    self.auxiliary = auxiliary
    self.damaged = damaged
  }

  public var areAllJudged: Bool { judged >= total }
}
