import ArgumentParser
import Glibc

/// The languages that pages are written in.
enum ReportLanguage: String, CaseIterable, ExpressibleByArgument {
  case english = "en"
  case french = "fr"

  /// As the environment says; English where it says nothing of these.
  static var ofEnvironment: ReportLanguage {
    for variable in ["LC_ALL", "LC_MESSAGES", "LANG"] {
      // SAFETY: this program never changes its environment, so the text stays while it is copied.
      guard let value = unsafe getenv(variable) else { continue }
      let name = unsafe String(cString: value)
      if !name.isEmpty { return allCases.first { name.hasPrefix($0.rawValue) } ?? .english }
    }
    return .english
  }

  var words: ReportWords {
    switch self {
    case .english: .english
    case .french: .french
    }
  }
}

/// Every word of a page, in one language. `{}` stands for a number or a name.
struct ReportWords: Sendable {
  let language: String
  let thousandsSeparator: String
  let title, complete, incomplete, notShown: String
  /// What was scanned, when, against what, how.
  let scanned, between, against, entries, generation, thresholds, ownThresholds, clusterThreshold,
    tool: String
  let seen, copies, rate: String
  let known, leads, unknown, unjudged, skipped, errors, avoided: String
  /// Beneath the numbers.
  let knownParts, leadsNote, unknownParts, unjudgedNote, avoidedParts: String
  let todo, todoLeads, todoNear, todoClusters, todoSingles, todoUnjudged, todoNothing: String
  let howCounted: String
  let distances, distanceNote, clusterSizes, formats, byList: String
  let list, label, grade, entry, bits, seenAs, file, copyCount, pictures, widest, lookAt, detail: String
  let knownFolded, clustersTitle, clustersNote, members, singles, singlesNote: String
  let asItIs, exact, strong, near, filter, human: String
  let meaning: String
  /// What the words of verdicts mean.
  let meanings: [(word: String, meaning: String)]
  /// What is said of each reason why something was not judged, and of each kind of what was skipped.
  let reasons, kinds: [String: String]

  /// A number with its digits in threes.
  func number(_ value: Int) -> String {
    var digits = String(abs(value))
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return (value < 0 ? "-" : "") + ([digits] + groups).joined(separator: thousandsSeparator)
  }

  /// A text with its places filled, in order.
  func filled(_ text: String, _ values: String...) -> String {
    let parts = text.split(separator: "{}", omittingEmptySubsequences: false)
    var out = ""
    for (place, part) in parts.enumerated() {
      out += part
      if place < values.count { out += values[place] }
    }
    return out
  }
}
