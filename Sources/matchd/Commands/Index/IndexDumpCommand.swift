import ArgumentParser
import Matcher

struct IndexDumpCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dump", abstract: "Print an index's entries as text lines, in the order list, id, query.")

  @Argument(help: ArgumentHelp("The index file.", valueName: "index"))
  var index: String

  func run() throws {
    let index = try openIndex(self.index, honoured: .all)
    var output = OutputStream.standard
    try index.forEachLine { line in try output.line(line.text) }
    try output.flush()
  }
}
