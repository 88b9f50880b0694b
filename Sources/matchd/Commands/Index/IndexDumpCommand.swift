import ArgumentParser
import HashCore
import Matcher

struct IndexDumpCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dump", abstract: "Print an index's entries as text lines, in the order list, id, query.",
    discussion: "What is said of lists has no place in text lines: see 'index info'.")

  @Argument(help: ArgumentHelp("The index file.", valueName: "index"))
  var index: String

  func run() throws {
    let index = try openIndex(self.index, honoured: .all)
    var output = OutputStream.standard
    try index.forEachLine { line in try output.line(line.text) }
    try checkUnchanged(index)
    try output.flush()
    for list in index.lists where list.recipes != .full { tellUnsaid(of: list) }
  }

  /// Text lines have no place for what is said of a list.
  private func tellUnsaid(of list: IndexList) {
    let option = "--protocol \(HashLineEscaping.encoded(list.name))=\(list.recipes.rawValue)"
    StandardError.line("\(index): text lines do not say how a list was made; build from them with \(option)")
  }
}
