/// A picture with a side under `PDQReducer.minimumSide` pixels: PDQ has no hash for it.
public struct PictureTooSmall: Error, Hashable, CustomStringConvertible {
  public let width: Int
  public let height: Int

  public init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }

  public var description: String {
    "expected at least \(PDQReducer.minimumSide) pixels a side, found \(width) x \(height)"
  }
}
