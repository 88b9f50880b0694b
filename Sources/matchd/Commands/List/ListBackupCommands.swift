import ArgumentParser
import ListStore
import MatchProtocol

struct ListBackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Copy a list store into one file, while it is in use.")

  @OptionGroup var source: StoreOptions
  @Flag(help: "One JSON object.")
  var json = false
  @Argument(help: "The file, which appears when it is complete.")
  var file: String

  func run() throws {
    let store = try source.opened()
    try told { () throws(StoreError) in try store.backUp(to: file, by: .current) }
    try printResult(json: json, nil) { $0.set("file", file) }
    StandardError.line("\(file): the store as it is now; 'matchd list restore' makes a store of it")
  }
}

struct ListRestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Make a list store of a backup, and check all of it.",
    discussion: "The folder is new, or its owner's alone (700) and without a store: none is replaced.")

  @OptionGroup var target: StoreOptions
  @Flag(help: "One JSON object.")
  var json = false
  @Argument(help: "The file that 'matchd list backup' wrote.")
  var file: String

  func run() throws {
    let statistics = try told { () throws(StoreError) in
      try ListStore.restore(from: file, to: target.store ?? "", by: .current).statistics
    }
    try printResult(json: json, nil) {
      $0.set("store", target.store)
      $0.set("seq", statistics.sequence)
      $0.set("entries", statistics.lists.reduce(0) { $0 + $1.entryCount })
    }
    StandardError.line(
      "\(target.store ?? ""): made of it and checked; 'matchd list stats' says what it holds")
  }
}
