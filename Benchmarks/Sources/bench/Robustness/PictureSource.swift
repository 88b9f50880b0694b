import CTestPictures
import Foundation
import HashCore

/// Where the pictures come from that are edited: made ones, or those of a folder.
enum PictureSource {
  static let longerSide = 640
  /// What the quality gate lets pass.
  static let qualityMin = 50

  /// Up to `count` pictures that the quality gate lets pass, their longer sides at most 640.
  static func pictures(inFolder folder: String?, count: Int) throws -> [DrawnPixels] {
    var found: [DrawnPixels] = []
    guard let folder else {
      return (0..<count).map { DrawnPixels(MATCHD_SCENE_PHOTOGRAPH, seed: $0, width: 640, height: 480) }
    }
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder).sorted()
    for path in paths where found.count < count {
      guard let file = FileManager.default.contents(atPath: "\(folder)/\(path)"),
        let pixels = Codec.pixels(of: Array(file))?.shrunk(toLonger: longerSide),
        min(pixels.width, pixels.height) >= 128, try hash(of: pixels).quality >= qualityMin
      else { continue }
      found.append(pixels)
    }
    return found
  }

  static func hash(of pixels: DrawnPixels) throws -> QualifiedHash {
    var reducer = PDQReducer()
    return try pixels.hash(&reducer, PDQTransform())
  }
}
