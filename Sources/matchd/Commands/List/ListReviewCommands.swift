import ArgumentParser
import ListStore
import MatchProtocol

/// What the commands by which somebody decides about an entry have in common.
struct ReviewOptions: ParsableArguments {
  @OptionGroup var target: EntryOptions
  @Option(help: ArgumentHelp("Who decides; the same person by the same name.", valueName: "who"))
  var reviewer: String
  @Option(help: ArgumentHelp("Why, for those who ask later.", valueName: "text"))
  var reason = ""
  @Flag(help: "One JSON object.")
  var json = false
  @Argument(help: "The entry's id.")
  var entry: String

  func decide(_ decision: Review.Decision) throws {
    let store = try target.source.opened()
    try printOutcome(try decide(decision, in: store), json: json)
  }

  func decide(_ decision: Review.Decision, in store: ListStore) throws(Failure) -> ActOutcome {
    let review = Review(decision, reviewer: reviewer, reason: reason)
    return try told { () throws(StoreError) in
      try store.review(entry, of: target.list, review, by: .current)
    }
  }

  func checkReason() throws {
    if reason.isEmpty { throw ValidationError("expected --reason TEXT, for those who ask later") }
  }
}

/// The entry as it is now, and what came of the act.
///
/// - Parameter equals: other entries that are found by what it is found by, where somebody asked.
func printOutcome(_ outcome: ActOutcome, equals: [EqualEntry]? = nil, json: Bool) throws {
  var output = OutputStream.standard
  try output.line(json ? EntryReport.object(outcome, equals).text : EntryReport.line(outcome))
  try output.flush()
}

struct ListConfirmCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "confirm", abstract: "Say that an entry is what its labels say.",
    discussion: "It answers when as many different reviewers as the list asks for have confirmed it.")

  @OptionGroup var review: ReviewOptions

  func run() throws { try review.decide(.confirm) }
}

struct ListDisputeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dispute", abstract: "Object to an entry: it becomes a lead until it is reinstated.")

  @OptionGroup var review: ReviewOptions

  func validate() throws { try review.checkReason() }
  func run() throws { try review.decide(.dispute) }
}

struct ListWithdrawCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "withdraw", abstract: "Take an entry back: it stops matching, and no import revives it.",
    discussion: """
      No other entry of the list that has one of its hashes or digests can be added, imported or confirmed \
      from now on. Entries that have one and answer still, in this list or another, are named: whoever asked \
      for the withdrawal means them too.
      """)

  @OptionGroup var review: ReviewOptions

  func validate() throws { try review.checkReason() }

  func run() throws {
    let store = try review.target.source.opened()
    let outcome = try review.decide(.withdraw, in: store)
    let equals = try told { () throws(StoreError) in try store.equals(of: outcome.entry) }
    try printOutcome(outcome, equals: equals, json: review.json)
    for equal in equals { StandardError.line(Self.advice(equal)) }
  }

  private static func advice(_ equal: EqualEntry) -> String {
    let (list, id) = (PercentCoding.encode(equal.list, .words), PercentCoding.encode(equal.id, .words))
    return "the \(equal.state) entry '\(id)' of '\(list)' has a hash or digest of it too; to withdraw it: "
      + "matchd list withdraw --list '\(list)' '\(id)'"
  }
}

struct ListLabelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "label", abstract: "Give an entry labels of our own, or take them back, confirmed or not.",
    discussion: "What the source of its list says of an entry stays as it is.")

  @OptionGroup var review: ReviewOptions
  @Option(help: ArgumentHelp("What is said of it. May be given several times.", valueName: "label"))
  var add: [Label] = []
  @Option(help: ArgumentHelp("What is no longer said. May be given several times.", valueName: "label"))
  var remove: [Label] = []

  func validate() throws {
    try review.checkReason()
    if add.isEmpty, remove.isEmpty { throw ValidationError("expected --add LABEL or --remove LABEL") }
  }

  func run() throws {
    let store = try review.target.source.opened()
    let relabelling = Relabelling(
      added: add, removed: remove, reviewer: review.reviewer, reason: review.reason)
    let outcome = try told { () throws(StoreError) in
      try store.label(review.entry, of: review.target.list, relabelling, by: .current)
    }
    try printOutcome(outcome, json: review.json)
  }
}

struct ListReinstateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reinstate", abstract: "Bring withdrawn or disputed entries back, as their votes say.",
    discussion: """
      Of several entries all come back or none. --import brings back all that an import withdrew and that \
      nobody has reinstated since: what a wrong file with --mode replace did can be undone so.
      """)

  @OptionGroup var target: EntryOptions
  @Option(help: ArgumentHelp("Who decides; the same person by the same name.", valueName: "who"))
  var reviewer: String
  @Option(help: ArgumentHelp("Why, for those who ask later.", valueName: "text"))
  var reason = ""
  @Option(name: .customLong("import"), help: ArgumentHelp("All that this import withdrew.", valueName: "n"))
  var importNumber: Int?
  @Flag(help: "One JSON object an entry.")
  var json = false
  @Argument(help: "The entries' ids.")
  var entry: [String] = []

  func validate() throws {
    if reason.isEmpty { throw ValidationError("expected --reason TEXT, for those who ask later") }
    if entry.isEmpty == (importNumber == nil) { throw ValidationError("expected ENTRY... or --import N") }
  }

  func run() throws {
    let store = try target.source.opened()
    let review = Review(.reinstate, reviewer: reviewer, reason: reason)
    let outcomes = try told { () throws(StoreError) in
      var ids = entry
      if let importNumber { ids = try store.entriesWithdrawn(byImport: importNumber, of: target.list) }
      return try store.review(ids, of: target.list, review, by: .current)
    }
    for outcome in outcomes { try printOutcome(outcome, json: json) }
    if outcomes.isEmpty { StandardError.line("\(target.list): nothing of it is withdrawn still") }
  }
}
