import MatchService

/// Names the hashes whose quality is below the gate, the first few by their lines, and counts them: such
/// hashes are near those of unrelated pictures.
struct LowQualityNotes {
  private(set) var count = 0
  private static let namedCountMax = 10
  private static let gate = ScanOptions().qualityMin

  /// - Parameter quality: `nil` where none was given.
  mutating func note(_ quality: Int?, line: Int, of source: String) {
    guard let quality, quality < Self.gate else { return }
    count += 1
    guard count <= Self.namedCountMax else { return }
    StandardError.line("\(source): line \(line): quality \(quality) is below \(Self.gate); kept")
  }

  /// For a summary; `nil` where there are none.
  var text: String? { count > 0 ? "\(count) hashes of a quality below \(Self.gate)" : nil }
}
