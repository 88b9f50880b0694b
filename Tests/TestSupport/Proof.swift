import Foundation

/// How much of a long proof runs: all of it with `MATCHD_PROOF=1` (`make proof`), else a seeded part that
/// makes the same checks on fewer cases.
public enum Proof {
  public static let isLong = ProcessInfo.processInfo.environment["MATCHD_PROOF"] == "1"

  public static func count(_ short: Int, long: Int) -> Int { isLong ? long : short }

  /// All of `cases`, or every `stride`-th of them from the first, with the last.
  public static func some<Case>(of cases: [Case], every stride: Int) -> [Case] {
    guard !isLong else { return cases }
    return cases.indices.filter { $0 % stride == 0 || $0 == cases.count - 1 }.map { cases[$0] }
  }
}
