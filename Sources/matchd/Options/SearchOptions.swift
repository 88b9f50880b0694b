import ArgumentParser
import Matcher

/// How near is near enough, and how to search.
struct SearchOptions: ParsableArguments {
  @Option(help: "Largest distance that matches, 0 to 256 bits.")
  var threshold = Threshold.standard.distanceMax
  @Option(help: "Most entries listed for one answer.")
  var maxMatches = 8
  @Option(help: "auto, ring, bk or linear: the answers are the same.")
  var engine: SearchEngine = .auto

  /// As the line protocol has it.
  static let matchCountRange = 1...10_000

  func validate() throws {
    try Self.check("--threshold", threshold, in: 0...256)
    try Self.check("--max-matches", maxMatches, in: Self.matchCountRange)
  }

  static func check(_ option: String, _ value: Int, in range: ClosedRange<Int>) throws {
    guard range.contains(value) else {
      throw ValidationError("\(option): expected \(range.lowerBound) to \(range.upperBound), found \(value)")
    }
  }

  /// The threshold as a value; it was checked when the command line was read.
  var distance: Threshold { Threshold(threshold) ?? .standard }
}
