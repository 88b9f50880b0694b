import Foundation
import HashCore

/// The project's own pictures and what is expected of them (`Vectors/`).
enum PictureFiles {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Vectors").standardizedFileURL

  static func bytes(_ path: String, in root: URL = root) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: root.appending(path: path)))
  }

  /// The tab-separated fields of each line, without empty lines and those that start with `#`.
  static func rows(of table: String) throws -> [[String]] {
    let text = try String(contentsOf: root.appending(path: table), encoding: .utf8)
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
  }
}

extension PictureHasher {
  func hash(_ bytes: [UInt8], _ request: HashRequest = HashRequest()) throws(DecodeError) -> PictureHashes {
    try hash(bytes.span.bytes, request)
  }
}
