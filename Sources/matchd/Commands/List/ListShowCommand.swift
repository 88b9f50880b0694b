import ArgumentParser
import ListStore
import MatchProtocol
import Matcher

struct ListShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Print a list's entries, or one entry and what was said of it.",
    discussion: """
      An entry per line, in byte order of the ids: id, state, labels and what it is found by, separated by \
      tabs. Withdrawn entries are among them.
      """)

  @OptionGroup var source: StoreOptions
  @Flag(help: "One JSON object per entry and line.")
  var json = false
  @Argument(help: "The list's name.")
  var name: String
  @Argument(help: "An entry's id.")
  var entry: String?

  func run() throws {
    let store = try source.opened()
    var output = OutputStream.standard
    if let entry {
      let (found, history) = try told { () throws(StoreError) in try store.entry(entry, of: name) }
      let lines =
        json ? [EntryReport.object(found, history).text] : EntryReport.lines(found, history)
      for line in lines { try output.line(line) }
    } else {
      try showAll(store, &output)
    }
    try output.flush()
  }

  private func showAll(_ store: ListStore, _ output: inout OutputStream) throws {
    do {
      try store.forEachEntry(of: name) { entry in
        try output.line(json ? EntryReport.object(entry).text : EntryReport.line(entry))
      }
    } catch let error as StoreError {
      throw Failure("\(error)")
    }
  }
}
