import ArgumentParser
import Matcher

extension HashLineForm: ExpressibleByArgument {}

/// How lists are read, and how much of them may be left out.
struct ListRules: ParsableArguments {
  @Option(help: "list for index lines, hash for what 'matchd hash' or the reference's tool prints.")
  var input: HashLineForm = .list
  @Flag(help: "Report and count bad lines instead of stopping at the first.")
  var skipBad = false
  @Option(
    help: ArgumentHelp(
      "With --skip-bad: how many lines of a file may be bad, in percent; ten always may.",
      valueName: "percent"))
  var skipBadMax = 1
  @Flag(help: "Take a list without entries, which otherwise leaves the old index in place.")
  var allowEmpty = false

  func validate() throws { try check("--skip-bad-max", skipBadMax, in: 0...100) }

  /// Bad lines that no percentage is asked of.
  private static let badCountAlwaysAllowed = 10

  /// - Throws: where a list that was read to its end lost too much.
  func checkLoss(_ counts: ListCounts, of source: String) throws(Failure) {
    let ofAll = "\(counts.bad) of \(counts.total) lines"
    guard counts.good > 0 || allowEmpty else {
      let found = counts.bad > 0 ? "\(ofAll) bad" : "no line that holds one"
      throw Failure("\(source): expected entries, found \(found); correct it, or give --allow-empty")
    }
    guard counts.bad <= Self.badCountAlwaysAllowed || counts.bad * 100 <= skipBadMax * counts.total else {
      throw Failure(
        "\(source): expected at most \(skipBadMax) % bad lines, found \(ofAll); correct them, or give "
          + "--skip-bad-max")
    }
  }
}

/// What became of the lines that hold something.
struct ListCounts {
  var good = 0
  var bad = 0
  /// Good ones that look like a hash with its quality and path, taken for an id and a list.
  var lookingLikeHashOutput = 0

  var total: Int { good + bad }

  static func += (sum: inout ListCounts, more: ListCounts) {
    sum.good += more.good
    sum.bad += more.bad
    sum.lookingLikeHashOutput += more.lookingLikeHashOutput
  }
}
