import Foundation
import HashCore
import Testing

/// The reference vectors that may lie beside the package; tests that need them are skipped where they are
/// absent.
enum SharedVectors {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "../shared/vectors").standardizedFileURL

  static let arePresent = FileManager.default.fileExists(atPath: root.appending(path: "vectors.tsv").path)
  static let absent: Comment = "the reference vectors do not lie beside the package (../shared/vectors)"

  /// The fields of each line, without the header line.
  static func rows(of table: String, hasHeader: Bool = true) throws -> [[String]] {
    let text = try String(contentsOf: root.appending(path: table), encoding: .utf8)
    let rows = text.split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
    return Array(rows.dropFirst(hasHeader ? 1 : 0))
  }

  /// A binary PGM or PPM file with a maximum of 255.
  static func plane(_ path: String) throws -> Plane {
    let bytes = [UInt8](try Data(contentsOf: root.appending(path: path)))
    var place = 0
    func word() -> String {
      defer { place += 1 }
      let start = place
      while bytes[place] > 32 { place += 1 }
      return String(decoding: bytes[start..<place], as: UTF8.self)
    }
    let channelCount = word() == "P6" ? 3 : 1
    let width = try #require(Int(word()))
    let height = try #require(Int(word()))
    #expect(word() == "255")
    return Plane(width: width, height: height, channelCount: channelCount, samples: Array(bytes[place...]))
  }
}
