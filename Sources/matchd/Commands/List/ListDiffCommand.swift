import ArgumentParser
import ListStore
import MatchProtocol

struct ListDiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Compare a list with files, entry by entry; nothing changes.",
    discussion: """
      A line per entry that differs, in byte order of the ids: + and one that only the files have, - and one \
      that only the list has by a file, ~ and one that both have, differently, ! and one that the files have \
      and that was withdrawn here; the sign and the id are separated by a tab.
      """)

  @OptionGroup var source: StoreOptions
  @OptionGroup var reading: ImportArguments
  @Flag(help: "One JSON object per line.")
  var json = false
  @Argument(help: "The list's name.")
  var name: String
  @Argument(help: ArgumentHelp("The files; - is standard input.", valueName: "file"))
  var files: [PathArgument]

  func run() throws {
    let store = try source.opened()
    let staged = try reading.staged(files, for: store)
    var output = OutputStream.standard
    do {
      let difference = try store.compare(staged, with: name) { sign, id in
        try output.line(json ? Self.object(sign, id).text : "\(sign)\t\(PercentCoding.encode(id, .path))")
      }
      try output.flush()
      StandardError.line("\(name): \(difference.words)")
    } catch let error as StoreError {
      throw Failure("\(error)")
    }
  }

  private static func object(_ sign: Character, _ id: String) -> JSONObject {
    var object = JSONObject()
    object.set("sign", String(sign))
    object.set("entry", id)
    return object
  }
}
