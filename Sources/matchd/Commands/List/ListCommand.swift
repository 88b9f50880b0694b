import ArgumentParser
import ListStore
import MatchProtocol

struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Keep lists: who says what, and what has been withdrawn.",
    discussion: """
      Lists live in a list store, a folder. To begin:

        matchd list init lists                                    makes the store in the folder lists
        matchd list create own --kind own --store lists           makes a list in it
        matchd list add --list own --label review FILE --store lists
                                                                  proposes a picture by its hashes
        matchd list confirm --list own ENTRY --reviewer WHO --store lists
                                                                  lets it answer

      Entries are proposed, confirmed by as many people as the list asks for, disputed, withdrawn and \
      reinstated; nothing is ever forgotten. Pictures are never stored.
      """,
    subcommands: [
      ListInitCommand.self, ListCreateCommand.self, ListRemoveCommand.self, ListImportCommand.self,
      ListAddCommand.self, ListLabelCommand.self, ListConfirmCommand.self, ListDisputeCommand.self,
      ListWithdrawCommand.self, ListReinstateCommand.self, ListQuarantineCommand.self, ListShowCommand.self,
      ListDiffCommand.self,
      ListStatsCommand.self, ListExportCommand.self,
      ListCompileCommand.self, ListCheckCommand.self, ListBackupCommand.self, ListRestoreCommand.self,
    ])
}

struct ListInitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Make a list store in a folder.",
    discussion: "The folder is new, or its owner's alone (700) and without a store.")

  @Flag(help: "One JSON object.")
  var json = false
  @Argument(help: ArgumentHelp("The folder.", valueName: "dir"))
  var folder: String

  func run() throws {
    _ = try told { () throws(StoreError) in try ListStore.create(at: folder, by: .current) }
    try printResult(json: json, nil) { $0.set("store", folder) }
    StandardError.line("\(folder): a list store without lists; 'matchd list create' makes one")
  }
}

struct ListCompileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compile", abstract: "Compile the entries that answer into a new index.",
    discussion: """
      Answers do not change, they get faster: what changed since the last compilation is looked up beside \
      the index. Prints the generation, the last change that it has and its entries, separated by tabs.
      """)

  @OptionGroup var source: StoreOptions
  @Flag(help: "One JSON object.")
  var json = false

  func run() throws {
    let (store, kernels) = (try source.opened(), try KernelChoice.current())
    let generation = try told { () throws(StoreError) in try store.compile(kernels: kernels, by: .current) }
    let words = "\(generation.number)\t\(generation.sequence)\t\(generation.entryCount)"
    try printResult(json: json, words) {
      $0.set("generation", generation.number)
      $0.set("seq", generation.sequence)
      $0.set("entries", generation.entryCount)
    }
  }
}

struct ListCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Read a whole list store and check everything; exit 2 if something is wrong.",
    discussion: """
      Its structure, references between its tables, the state of each entry against votes and tombstones, \
      the audit log and how it left each entry, and the compiled index against the entries that answer.
      """)

  @OptionGroup var source: StoreOptions
  @Flag(help: "One JSON object.")
  var json = false

  func run() throws {
    let store = try source.opened()
    let count = try told { () throws(StoreError) in try store.check() }
    try printResult(json: json, "ok\t\(count) entries") {
      $0.set("ok", flag: true)
      $0.set("entries", count)
    }
  }
}
