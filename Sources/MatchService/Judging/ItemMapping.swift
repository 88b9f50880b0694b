import ContentDigests
import HashCore
import MatchProtocol
import Matcher

extension HashIndex {
  /// What a verdict says on the wire and in reports, with the entries' own words.
  func outcome(of verdict: Verdict, threshold: Threshold) -> Item.Outcome {
    switch verdict {
    case .known(let grade, let matches, let total):
      let within = matches.count { $0.isWithin(threshold) }
      return .known(
        KnownFields(
          grade: grade.rawValue, threshold: threshold.distanceMax,
          matches: matches.map { fields(of: $0, threshold: threshold) }, more: total - within))
    case .unknown(let nearest):
      return .unknown(nearest: nearest.map { fields(of: $0, threshold: threshold) })
    case .unjudged(let reason): return .unjudged(reason: reason.rawValue, detail: nil)
    }
  }

  private func fields(of match: ReportedMatch, threshold: Threshold) -> MatchFields {
    let entry = entry(match.entry)
    return MatchFields(
      list: entry.list, entry: entry.id, labels: entry.labels, state: entry.state.rawValue,
      method: match.method.word, grade: match.isWithin(threshold) ? match.grade.rawValue : nil,
      distance: match.distance, view: match.method.view.map(ViewWords.init) ?? ViewWords())
  }
}

extension MatchMethod {
  /// The words of `method=`, best first.
  static let words = DigestAlgorithm.allCases.map(\.rawValue) + [hashWord]
  private static let hashWord = "pdq"

  fileprivate var word: String {
    switch self {
    case .digest(let algorithm): algorithm.rawValue
    case .hash: Self.hashWord
    }
  }

  fileprivate var view: PictureView? {
    if case .hash(_, let view) = self { view } else { nil }
  }
}

extension ItemError {
  /// A search that could not be made as asked.
  init(_ error: IndexError) {
    switch error.check {
    case .ringTables: self.init(.badRequest, "expected \(error.expected), found \(error.found)")
    default: self.init(.internal, "expected \(error.expected), found \(error.found)")
    }
  }

  init(_ error: QueryError) {
    switch error {
    case .badHash: self.init(.badHash, "\(error)")
    case .unsupportedType: self.init(.unsupportedType, "\(error)")
    }
  }
}
