import ArgumentParser
import ListStore
import MatchProtocol

extension ImportMode: ExpressibleByArgument {}

struct ListImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Take in partners' files: what is new, changed and gone.",
    discussion: """
      All files are taken in together, or none is. What would change is told first; --dry-run leaves it at \
      that. merge adds and changes what the files name; replace withdraws what came by a file and is in none \
      of these; remove withdraws what the files name. What was withdrawn stays so. An import that refused \
      some entries ends with 0 and says how many, and why.
      """)

  @OptionGroup var target: EntryOptions
  @OptionGroup var reading: ImportArguments
  @Option(help: "merge, replace or remove.")
  var mode: ImportMode = .merge
  @Flag(help: "Tell what would change, and change nothing.")
  var dryRun = false
  @Flag(name: .shortAndLong, help: "Name the first hundred ids of each kind of change.")
  var verbose = false
  @Option(
    help: ArgumentHelp(
      "With --mode replace: how many entries may be withdrawn, where more than a tenth would be.",
      valueName: "n"))
  var confirmWithdrawals: Int?
  @Option(
    help: ArgumentHelp(
      "How many entries may be new, where the list grows by more than half; else they go into quarantine.",
      valueName: "n"))
  var confirmAdditions: Int?
  @Option(
    help: ArgumentHelp(
      "How many entries may get other hashes that would match too much; else they stay as they were.",
      valueName: "n"))
  var confirmChanges: Int?
  @Flag(help: "One JSON object.")
  var json = false
  @Argument(help: ArgumentHelp("The files; - is standard input.", valueName: "file"))
  var files: [PathArgument]

  /// Changes beyond so many are compiled into a new index at once: they would make each look-up slower.
  private static let compiledCount = 10_000

  func run() throws {
    let store = try target.source.opened()
    let staged = try reading.staged(files, for: store)
    let difference = try told { () throws(StoreError) in
      try store.difference(of: staged, to: target.list, mode)
    }
    StandardError.line("\(target.list): \(difference.words)")
    let outcome = dryRun ? difference : try take(staged, into: store)
    if !dryRun, outcome.withdrawn > 0 { try tellHowToUndo(store) }
    try report(outcome)
  }

  private func take(_ staged: StagedImport, into store: ListStore) throws(Failure) -> ImportDifference {
    try told { () throws(StoreError) in
      let outcome = try store.take(
        staged, into: target.list, mode, confirming: confirmWithdrawals, additions: confirmAdditions,
        changes: confirmChanges,
        by: .current)
      if outcome.changeCount > Self.compiledCount { _ = try store.compile(by: .current) }
      return outcome
    }
  }

  private func tellHowToUndo(_ store: ListStore) throws(Failure) {
    let number = try told { () throws(StoreError) in try store.lastImport(into: target.list) }
    guard let number else { return }
    StandardError.line(
      "\(target.list): this was import \(number); if it withdrew what it should not have: "
        + "matchd list reinstate --list '\(PercentCoding.encode(target.list, .words))' --import \(number)")
  }

  private func report(_ difference: ImportDifference) throws {
    var output = OutputStream.standard
    if json {
      try output.line(object(difference).text)
    } else {
      try output.line("\(difference.words)\(dryRun ? ", nothing was changed" : "")")
      if verbose {
        for (sign, ids) in Self.examples(difference) {
          for id in ids { try output.line("\(sign)\t\(PercentCoding.encode(id, .path))") }
        }
      }
    }
    try output.flush()
  }

  private static func examples(_ difference: ImportDifference) -> [(String, [String])] {
    let examples = difference.examples
    return [
      ("+", examples.added), ("-", examples.withdrawn), ("~", examples.changed), ("!", examples.heldBack),
    ]
  }

  private func object(_ difference: ImportDifference) -> JSONObject {
    var object = JSONObject()
    object.set("list", target.list)
    object.set("mode", mode.rawValue)
    object.set("added", difference.added)
    object.set("withdrawn", difference.withdrawn)
    object.set("changed", difference.changed)
    object.set("unchanged", difference.unchanged)
    object.set("withdrawn_here", difference.heldBack)
    object.set("withdrawn_before", difference.foreclosed)
    object.set("quarantined", difference.quarantinedCount)
    object.set("refused", difference.refusedCount)
    var reasons = JSONObject()
    for (reason, count) in difference.refusals.sorted(by: { $0.key < $1.key }) { reasons.set(reason, count) }
    object.set("refusals", reasons)
    object.set("dry_run", flag: dryRun)
    if verbose {
      let examples = difference.examples
      object.set("added_ids", examples.added)
      object.set("withdrawn_ids", examples.withdrawn)
      object.set("changed_ids", examples.changed)
      object.set("withdrawn_here_ids", examples.heldBack)
    }
    return object
  }
}
