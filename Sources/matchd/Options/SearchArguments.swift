import ArgumentParser
import HashCore
import MatchProtocol
import MatchService
import Matcher

extension SearchEngine: ExpressibleByArgument {}

/// How near is near enough, and how to search.
struct SearchArguments: ParsableArguments {
  @Option(
    help: """
      Largest distance that matches, 0 to 256 bits, in all lists (default: each list's own, else \
      \(SearchOptions().threshold.standard.distanceMax)).
      """)
  var threshold: Int?
  @Option(help: "Most entries listed for one answer.")
  var maxMatches = SearchOptions().matchCountMax
  @Option(help: "auto, ring, bk or linear: the answers are the same.")
  var engine = SearchOptions().engine

  func validate() throws {
    if let threshold { try check("--threshold", threshold, in: SearchKeys.thresholdRange) }
    try check("--max-matches", maxMatches, in: SearchKeys.matchCountRange)
  }

  /// The values as the library takes them; they were checked when the command line was read.
  var options: SearchOptions {
    SearchOptions(
      threshold: threshold.flatMap { Threshold($0) }, matchCountMax: maxMatches, engine: engine)
  }
}

/// - Throws: an error for the command line's reader where the value is out of range.
func check(_ option: String, _ value: Int, in range: ClosedRange<Int>) throws {
  guard range.contains(value) else {
    throw ValidationError("\(option): expected \(range.lowerBound) to \(range.upperBound), found \(value)")
  }
}
