import Foundation
import Testing

/// The reference vectors that may lie beside the package; tests that need them are skipped where they are
/// absent.
public enum SharedVectors {
  public static let root = Repository.root.appending(path: "../shared/vectors").standardizedFileURL

  public static let arePresent = FileManager.default.fileExists(
    atPath: root.appending(path: "vectors.tsv").path)
  public static let absent: Comment =
    "the reference vectors do not lie beside the package (../shared/vectors)"

  /// The fields of each line, without the header line.
  public static func rows(of table: String, hasHeader: Bool = true) throws -> [[String]] {
    Array(try Vectors.rows(of: table, in: root).dropFirst(hasHeader ? 1 : 0))
  }
}
