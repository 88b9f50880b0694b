import ContentDigests
import Glibc
import HashCore
public import MatchProtocol
public import Matcher
import Platform

/// Judgements in the words of the protocol: here, and nowhere before, verdicts become text.
public struct ReplyMapping: Sendable {
  private let index: any EntrySource
  private let labels: LabelMap

  /// - Parameters:
  ///   - index: the one that the judgements are from; it has the entries' own words.
  ///   - labels: what the site calls them.
  public init(index: any EntrySource, labels: LabelMap = LabelMap()) {
    self.index = index
    self.labels = labels
  }

  /// - Parameters:
  ///   - place: the number of the query or picture in its request or run, from 0.
  ///   - name: what the client calls the picture.
  public func item(_ judgement: Judgement, at place: Int, name: String? = nil) -> Item {
    let picture = judgement.picture.map { PictureFields($0, isKnown: judgement.isKnown, name: name) }
    switch judgement.verdict {
    case .success(let verdict):
      return Item(
        index: place, outcome: outcome(of: verdict), leads: told(judgement.leads),
        suppressed: judgement.suppressed.map(told), picture: picture)
    case .failure(let error): return Item(index: place, outcome: .failed(ItemError(error)), picture: picture)
    }
  }

  private func outcome(of verdict: Verdict) -> Item.Outcome {
    switch verdict {
    case .known(let matches, let total):
      var told = matches.map { fields(of: $0, isKnown: true) }
      let more = total - matches.count { $0.isWithinThreshold }
      return .known(KnownFields(best: told.removeFirst(), further: told, more: more))
    case .unknown(let nearest):
      return .unknown(nearest: nearest.map { fields(of: $0, isKnown: false) })
    case .unjudged(let reason, let detail):
      return .unjudged(UnjudgedFields(reason: reason.rawValue, detail: detail))
    }
  }

  private func told(_ leads: Leads) -> ToldLeads? {
    guard let nearest = leads.nearest.first else { return nil }
    return ToldLeads(
      nearest: fields(of: nearest), further: leads.nearest.dropFirst().map(fields), total: leads.total)
  }

  private func told(_ suppressed: SuppressedMatches) -> SuppressedFields {
    let (match, negative) = (index.entry(suppressed.first.entry), index.entry(suppressed.suppressor))
    return SuppressedFields(
      list: match.list, entry: match.id, byList: negative.list, byEntry: negative.id,
      total: suppressed.total)
  }

  private func fields(of lead: ReportedMatch) -> LeadFields {
    let entry = index.entry(lead.entry)
    var fields = LeadFields(
      list: entry.list, entry: entry.id, labels: labels.applied(to: entry.labels, of: entry.list),
      state: entry.state.rawValue)
    if case .hash(let distance, let view) = lead.method {
      (fields.distance, fields.view) = (distance, ViewWords(view))
    }
    return fields
  }

  private func fields(of match: ReportedMatch, isKnown: Bool) -> MatchFields {
    let entry = index.entry(match.entry)
    var fields = MatchFields(
      list: entry.list, entry: entry.id, labels: labels.applied(to: entry.labels, of: entry.list),
      state: entry.state.rawValue, method: match.method.word,
      grade: match.isWithinThreshold ? match.grade.rawValue : nil)
    if case .hash(let distance, let view) = match.method {
      fields.distance = distance
      fields.threshold = isKnown ? match.threshold.distanceMax : nil
      fields.view = ViewWords(view)
    }
    return fields
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
}

extension PictureFields {
  fileprivate init(_ facts: PictureFacts, isKnown: Bool, name: String?) {
    self.init(sha256: facts.sha256.hex, isUnread: facts.isUnread, name: name)
    if let info = facts.info {
      format = info.format.name
      width = info.width
      height = info.height
      warningCount = info.warningCount
    }
    // What only ever adds a match says nothing without one.
    isDamaged =
      facts.info?.isWhole == false || facts.pictures.damaged.contains { isKnown || !$0.onlyAddsMatches }
    tell(facts.pictures)
    if let primary = facts.primary, let path = facts.decode {
      quality = primary.quality
      decode = path.rawValue
      let isPartial = facts.info?.isWhole == false
      hash = ReplyHash(isPartial ? .damaged : path == .fast ? .fast : .exact, primary.hash)
    }
  }

  /// The counts stand where there is more than one picture.
  private mutating func tell(_ pictures: PictureCount) {
    auxiliaryPictureCount = pictures.auxiliary
    guard pictures.total > 1 else { return }
    pictureCount = pictures.total
    judgedPictureCount = pictures.judged
  }
}

extension ItemError {
  fileprivate init(_ error: JudgingError) {
    switch error {
    case .query(let error): self.init(error)
    case .search(let error): self.init(error)
    }
  }

  private init(_ error: IndexError) {
    switch error.check {
    case .ringTables: self.init(.badRequest, "expected \(error.expected), found \(error.found)")
    default: self.init(.internal, "expected \(error.expected), found \(error.found)")
    }
  }

  private init(_ error: QueryError) {
    switch error {
    case .badHash: self.init(.badHash, "\(error)")
    case .unsupportedType: self.init(.unsupportedType, "\(error)")
    }
  }
}

// MARK: Files that were not read

extension Item.Outcome {
  /// What a file that was not read is reported as.
  init(_ error: FileError) {
    switch error {
    case .system(let error): self = .failed(ItemError(error))
    case .notRegular, .folder: self = .failed(ItemError(.badRequest, "\(error)"))
    case .tooLarge:
      self = .unjudged(UnjudgedFields(reason: UnjudgedReason.tooLarge.rawValue, detail: "\(error)"))
    }
  }
}

extension ItemError {
  /// A file or folder that cannot be read.
  init(_ error: SystemError) {
    switch error.code {
    case EACCES, EPERM: self.init(.forbidden, error.description)
    case EIO, ENOMEM, EMFILE, ENFILE: self.init(.internal, error.description)
    default: self.init(.badRequest, error.description)
    }
  }
}
