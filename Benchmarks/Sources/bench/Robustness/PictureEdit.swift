import CTestPictures

/// One way in which copies of pictures come to differ from them.
struct PictureEdit: Sendable {
  enum Kind: String, CaseIterable {
    case fixed
    case random
    /// Nothing is ever chosen by what these show: what is said of edits in general is what they say.
    case heldOut = "random, held out"
  }

  typealias Change = @Sendable (DrawnPixels, inout EditContext) -> DrawnPixels

  let name: String
  let kind: Kind
  /// Of the JPEG that the copy is.
  let quality: Int
  let change: Change

  init(
    _ name: String, _ kind: Kind = .fixed, quality: Int = 85,
    _ change: @escaping Change = { pixels, _ in pixels }
  ) {
    self.name = name
    self.kind = kind
    self.quality = quality
    self.change = change
  }

  /// All, fixed ones first.
  static let all = tones + overlays + frames + moves + chains + random

  func file(of picture: DrawnPixels, _ context: inout EditContext) -> [UInt8] {
    let copy = change(picture, &context)
    return Codec.jpeg(copy.samples, width: copy.width, height: copy.height, quality: quality)
  }
}

/// What an edit takes beside the picture: chance, and other pictures.
struct EditContext: RandomNumberGenerator {
  let others: [DrawnPixels]
  let seed: Int
  private var state: UInt64

  /// - Parameter others: three at least.
  init(others: [DrawnPixels], seed: Int) {
    self.others = others
    self.seed = seed
    state = UInt64(truncatingIfNeeded: seed) &* 0x9E37_79B9
  }

  mutating func next() -> UInt64 {
    state &+= 1
    return mix(state)
  }

  mutating func part(_ range: ClosedRange<Double>) -> Double { Double.random(in: range, using: &self) }
  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

  mutating func colour() -> DrawnPixels.Colour {
    let drawn = next()
    return (UInt8(drawn & 255), UInt8(drawn >> 8 & 255), UInt8(drawn >> 16 & 255))
  }

  static let white: DrawnPixels.Colour = (255, 255, 255)
  static let black: DrawnPixels.Colour = (0, 0, 0)
}
