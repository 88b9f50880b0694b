import Foundation

/// Where this package lies.
public enum Repository {
  public static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().standardizedFileURL
}

/// The project's own pictures and what is expected of them (`Vectors/`).
public enum Vectors {
  public static let root = Repository.root.appending(path: "Vectors")

  public static func bytes(_ path: String, in root: URL = root) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: root.appending(path: path)))
  }

  /// The tab-separated fields of each line, without empty lines and those that start with `#`.
  public static func rows(of table: String, in root: URL = root) throws -> [[String]] {
    let text = try String(contentsOf: root.appending(path: table), encoding: .utf8)
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
  }
}
