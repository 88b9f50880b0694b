/// A decoded picture: 8-bit gray or RGB samples, tightly packed.
///
/// ```
///   samples[(y * width + x) * channelCount + channel]        y: 0 at the top, x: 0 at the left
/// ```
public struct Plane: Hashable, Sendable {
  /// Columns and rows, in pixels; at least 1.
  public let width: Int
  public let height: Int
  /// 1 (gray) or 3 (red, green, blue).
  public let channelCount: Int
  /// `width * height * channelCount` samples, row-major, 0...255.
  public let samples: [UInt8]

  /// - Precondition: the sides are positive, `channelCount` is 1 or 3, and `samples` has the size that
  /// follows.
  public init(width: Int, height: Int, channelCount: Int, samples: [UInt8]) {
    precondition(width > 0 && height > 0, "a plane has at least one pixel")
    precondition(channelCount == 1 || channelCount == 3, "a plane is gray or RGB")
    precondition(samples.count == width * height * channelCount, "the samples do not fill the plane")
    self.width = width
    self.height = height
    self.channelCount = channelCount
    self.samples = samples
  }
}
