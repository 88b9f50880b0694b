import ArgumentParser
import Cells
import HashCore
import MatchProtocol

struct FormatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "formats", abstract: "Print the picture formats that are read, by what, and where.",
    discussion: """
      One line for each: its word in replies, its name, the library and version, the cell. The library of a \
      worker program has the version that the program names with --version.
      """)

  @Flag(help: "One JSON object per line.")
  var json = false

  func run() throws {
    var output = OutputStream.standard
    for format in PictureFormat.decoded { try output.line(row(format, cell: Self.base)) }
    let installed = WorkerPrograms.installed
    for worker in WorkerFormat.all {
      let remark =
        installed[worker.program] == nil ? ": not installed" : worker.isOffByDefault ? ": off by default" : ""
      try output.line(row(worker.format, cell: worker.program + remark))
    }
    try output.flush()
  }

  /// What every cell opens: its libraries are part of the program.
  private static let base = "base"

  private func row(_ format: PictureFormat, cell: String) -> String {
    json
      ? object(format, cell).text
      : [format.name, format.title, format.library, cell].joined(separator: "\t")
  }

  private func object(_ format: PictureFormat, _ cell: String) -> JSONObject {
    var object = JSONObject()
    object.set("format", format.name)
    object.set("title", format.title)
    object.set("library", format.library)
    object.set("cell", cell)
    object.set("side_max", format.sideMax)
    return object
  }
}
