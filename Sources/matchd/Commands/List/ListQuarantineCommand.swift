import ArgumentParser
import ListStore
import MatchProtocol
import Matcher

struct ListQuarantineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quarantine",
    abstract: "Look at what imports brought and what does not answer yet, and release or drop it.",
    discussion: """
      An import holds back what matches too much (a hash of low information, one near many entries or near \
      harmless ones), and what is new in a list that grows by more than half at once. What was in service \
      before stays in service.
      """,
    subcommands: [
      ListQuarantineShowCommand.self, ListQuarantineReleaseCommand.self, ListQuarantineDropCommand.self,
    ])
}

struct ListQuarantineShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Print what is in quarantine, and why.",
    discussion: """
      A line per entry, separated by tabs: list, entry, what is suspicious, the import that brought it, and \
      what its source says of it.
      """)

  @OptionGroup var source: StoreOptions
  @Flag(help: "One JSON object per line.")
  var json = false
  @Argument(help: "The list's name (default: all lists).")
  var name: String?

  func run() throws {
    let store = try source.opened()
    let entries = try told { () throws(StoreError) in try store.quarantine(of: name) }
    var output = OutputStream.standard
    for entry in entries { try output.line(json ? Self.object(entry).text : Self.line(entry)) }
    try output.flush()
    if !entries.isEmpty {
      StandardError.line(
        "\(entries.count) in quarantine; 'matchd list show NAME ENTRY' tells what they are, "
          + "'matchd list quarantine release' or 'drop' ends it")
    }
  }

  private static func line(_ entry: QuarantinedEntry) -> String {
    [entry.list, entry.id, entry.reason, "\(entry.importNumber)", entry.said.rawValue]
      .map { PercentCoding.encode($0, .path) }.joined(separator: "\t")
  }

  private static func object(_ entry: QuarantinedEntry) -> JSONObject {
    var object = JSONObject()
    object.set("list", entry.list)
    object.set("entry", entry.id)
    object.set("reason", entry.reason)
    object.set("import", entry.importNumber)
    object.set("source_says", entry.said.rawValue)
    return object
  }
}

/// What the commands that end a quarantine have in common.
struct QuarantineOptions: ParsableArguments {
  @OptionGroup var target: EntryOptions
  @Option(help: ArgumentHelp("Who decides.", valueName: "who"))
  var reviewer: String
  @Option(help: ArgumentHelp("Why, for those who ask later.", valueName: "text"))
  var reason: String
  @Flag(help: "All of the list that is in quarantine.")
  var all = false
  @Flag(help: "One JSON object.")
  var json = false
  @Argument(help: "The entries' ids.")
  var entries: [String] = []

  func validate() throws {
    if entries.isEmpty != all { throw ValidationError("expected ids of entries, or --all") }
  }

  func decide(_ decision: QuarantineDecision) throws {
    let store = try target.source.opened()
    let grounds = Grounds(reviewer: reviewer, reason: reason)
    let count = try told { () throws(StoreError) in
      try store.decide(decision, on: all ? nil : entries, of: target.list, grounds, by: .current)
    }
    try printResult(json: json, "\(decision.rawValue)\t\(count) entries") {
      $0.set("decision", decision.rawValue)
      $0.set("list", target.list)
      $0.set("entries", count)
    }
  }
}

struct ListQuarantineReleaseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "release", abstract: "Let entries answer as their source says.")

  @OptionGroup var options: QuarantineOptions

  func run() throws { try options.decide(.release) }
}

struct ListQuarantineDropCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drop", abstract: "Withdraw entries: no import brings them again.")

  @OptionGroup var options: QuarantineOptions

  func run() throws { try options.decide(.drop) }
}
