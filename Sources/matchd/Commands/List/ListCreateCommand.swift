import ArgumentParser
import HashCore
import ListStore
import MatchProtocol
import Matcher

extension IndexList.Kind: ExpressibleByArgument {}

struct ListCreateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: "Make a list in a list store.",
    discussion: """
      official: of an authority or a partner. own: our own. negative: known to be harmless; its matches \
      take matches of other lists away.
      """)

  @OptionGroup var source: StoreOptions
  @Option(help: "official, own or negative.")
  var kind: IndexList.Kind
  @Option(help: "Largest distance that matches, 0 to 256 bits (default: what a look-up says).")
  var threshold: Int?
  @Option(help: "Largest distance of a lead, 0 to 256 bits (default: what a look-up says).")
  var nearThreshold: Int?
  @Option(help: "How many different reviewers have to confirm an entry before it answers, 1 to 100.")
  var quorum = 1
  @Option(name: .customLong("protocol"), help: "full, cli512 or both: how its hashes are made.")
  var recipes: HashRecipes = .full
  @Option(
    help: ArgumentHelp(
      "Of a negative list: which lists it takes matches away from (default: all).",
      valueName: "list,..."))
  var suppresses: String?
  @Flag(help: "Proposed entries are leads; else they do not answer at all.")
  var proposedLeads = false
  @Flag(help: "Of an official list: its source has agreed to its entries being exported.")
  var shareable = false
  @Flag(help: "One JSON object.")
  var json = false
  @Argument(help: "The list's name.")
  var name: String

  func validate() throws {
    if let threshold { try check("--threshold", threshold, in: SearchKeys.thresholdRange) }
    if let nearThreshold { try check("--near-threshold", nearThreshold, in: SearchKeys.thresholdRange) }
    try check("--quorum", quorum, in: 1...100)
  }

  func run() throws {
    let store = try source.opened()
    let others = suppresses?.split(separator: ",").map(String.init)
    let list = StoredList(
      name: name, kind: kind, threshold: threshold.flatMap { Threshold($0) },
      nearThreshold: nearThreshold.flatMap { Threshold($0) }, quorum: quorum, recipes: recipes,
      suppression: others.map { .lists($0) } ?? .allLists, hasProposedLeads: proposedLeads,
      isShareable: shareable)
    try told { () throws(StoreError) in try store.create(list, by: .current) }
    try printResult(json: json, nil) {
      $0.set("list", name)
      $0.set("kind", kind.rawValue)
    }
    StandardError.line("\(name): made, without entries")
  }
}

struct ListRemoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Remove a list that was made in error and has never held anything.",
    discussion: """
      A list that has, or had, entries stays: what was listed and withdrawn there is not forgotten. That the \
      list was there stays in the audit log.
      """)

  @OptionGroup var source: StoreOptions
  @Option(help: ArgumentHelp("Why, for those who ask later.", valueName: "text"))
  var reason: String
  @Flag(help: "One JSON object.")
  var json = false
  @Argument(help: "The list's name.")
  var name: String

  func run() throws {
    let store = try source.opened()
    try told { () throws(StoreError) in try store.remove(name, reason: reason, by: .current) }
    try printResult(json: json, nil) {
      $0.set("list", name)
      $0.set("removed", flag: true)
    }
    StandardError.line("\(name): removed")
  }
}
