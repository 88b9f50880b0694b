import ArgumentParser
import HashCore

struct FormatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "formats", abstract: "Print the picture formats that are read, by what, and where.",
    discussion: "One line for each: its word in replies, its name, the library and version, the cell.")

  @Flag(help: "One JSON object per line.")
  var json = false

  func run() throws {
    var output = OutputStream.standard
    for format in PictureFormat.decoded {
      try output.line(json ? object(format).text : line(format))
    }
    try output.flush()
  }

  /// What every cell opens: its libraries are part of the program.
  private static let cell = "base"

  private func line(_ format: PictureFormat) -> String {
    [format.name, format.title, format.library, Self.cell].joined(separator: "\t")
  }

  private func object(_ format: PictureFormat) -> JSONObject {
    var object = JSONObject()
    object.set("format", format.name)
    object.set("title", format.title)
    object.set("library", format.library)
    object.set("cell", Self.cell)
    object.set("side_max", format.sideMax)
    return object
  }
}
