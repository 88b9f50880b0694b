import CTestPictures

/// A made picture as a JPEG file: one of every kind that hashing meets, coded in every way.
///
/// The same number gives the same file; four in a row show the same picture in two sizes.
public struct MadeJPEG: Sendable, CustomStringConvertible {
  private let number: Int
  private var made = matchd_test_case()

  public init(_ number: Int) {
    self.number = number
    matchd_choose_test_case(UInt64(number), &made)
  }

  /// The same picture in another size and coding.
  public var otherCopy: MadeJPEG { MadeJPEG(number ^ 2) }

  /// The first `count` of at most `pixelCountMax` pixels, and a large one for each `count / 12`.
  public static func some(_ count: Int, pixelCountMax: Int = 800_000) -> [MadeJPEG] {
    let all = (0..<20 * count).lazy.map { MadeJPEG($0) }
    let small = all.filter { $0.pixelCount <= pixelCountMax }.prefix(count)
    let large = all.filter { $0.shortSide >= 2041 }.prefix(max(3, count / 12))
    return Array(small) + Array(large)
  }

  public var pixelCount: Int { Int(made.width) * Int(made.height) }
  public var shortSide: Int { Int(min(made.width, made.height)) }
  /// Whether its quantisers are so coarse that it has no reduced rows.
  public var isCoarse: Bool { made.jpeg.quality <= 25 }
  public var isPhotograph: Bool { made.scene == MATCHD_SCENE_PHOTOGRAPH }
  public var isProgressive: Bool { made.jpeg.coding != MATCHD_TEST_BASELINE }

  public var description: String {
    """
    scene \(made.scene.rawValue) of seed \(made.seed), \(made.width) x \(made.height), quality \
    \(made.jpeg.quality), coding \(made.jpeg.coding.rawValue)
    """
  }

  /// The encoded file.
  public var bytes: [UInt8] {
    MadePixels(made.scene, seed: Int(made.seed), width: Int(made.width), height: Int(made.height))
      .jpeg(made.jpeg)
  }
}
