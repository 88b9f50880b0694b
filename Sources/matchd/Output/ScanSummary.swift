import HashCore
import MatchProtocol

/// The counts of a scan or of a look-up, and what they mean for the exit code.
struct ScanSummary {
  private(set) var known = 0
  private(set) var unknown = 0
  private(set) var unjudged = 0
  private(set) var errors = 0

  var total: Int { known + unknown + unjudged + errors }

  mutating func add(_ item: Item) {
    switch item.outcome {
    case .known: known += 1
    case .unknown: unknown += 1
    case .unjudged: unjudged += 1
    case .failed: errors += 1
    }
  }

  /// Silence never means clean: 0 only if everything was judged and nothing known.
  var status: ExitStatus {
    if known > 0 { return .known }
    return unjudged + errors > 0 ? .failure : .success
  }

  /// One line. A known file is one that nobody has to look at again: an exposure avoided.
  func text(decode: DecodeMode) -> String {
    let counts = "\(total) files: \(known) known, \(unknown) unknown, \(unjudged) unjudged, \(errors) errors"
    let reservation = decode == .fast ? "; decoded fast, which is for files that nobody has crafted" : ""
    return counts + "; \(known) exposures avoided" + reservation
  }
}
