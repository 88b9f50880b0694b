import ArgumentParser
import ListStore

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
    let review = Review(decision, reviewer: reviewer, reason: reason)
    let outcome = try told { () throws(StoreError) in
      try store.review(entry, of: target.list, review, by: .current)
    }
    try printOutcome(outcome, json: json)
  }

  func checkReason() throws {
    if reason.isEmpty { throw ValidationError("expected --reason TEXT, for those who ask later") }
  }
}

/// The entry as it is now, and what came of the act.
func printOutcome(_ outcome: ActOutcome, json: Bool) throws {
  var output = OutputStream.standard
  try output.line(json ? EntryReport.object(outcome).text : EntryReport.line(outcome))
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
    commandName: "withdraw", abstract: "Take an entry back: it stops matching, and no import revives it.")

  @OptionGroup var review: ReviewOptions

  func validate() throws { try review.checkReason() }
  func run() throws { try review.decide(.withdraw) }
}

struct ListReinstateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reinstate", abstract: "Bring a withdrawn or disputed entry back, as its votes say.")

  @OptionGroup var review: ReviewOptions

  func validate() throws { try review.checkReason() }
  func run() throws { try review.decide(.reinstate) }
}
