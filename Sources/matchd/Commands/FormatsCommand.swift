import ArgumentParser
import Cells
import HashCore
import MatchProtocol

struct FormatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "formats", abstract: "Print the picture formats that are read, by what, and where.",
    discussion: """
      One line for each: its word in replies, its name, the library and version, the cell. The library of a \
      worker program is what the program says, which is started for it.
      """)

  @Flag(help: "One JSON object per line.")
  var json = false

  func run() throws {
    var output = OutputStream.standard
    for format in PictureFormat.decoded { try output.line(row(format, cell: Self.base)) }
    let libraries = WorkerPrograms.installed.compactMapValues(Self.library)
    for worker in WorkerFormat.all {
      let library = libraries[worker.program]
      let remark = library == nil ? ": not installed" : worker.isOffByDefault ? ": off by default" : ""
      try output.line(row(worker.format, library, cell: worker.program + remark))
    }
    try output.flush()
  }

  /// What a worker program decodes with; empty where its cells cannot be started here.
  private static func library(of program: String) -> String {
    let pool = try? CellPool(CellSettings(program: program, cellCount: 1))
    return (try? pool?.library()) ?? ""
  }

  /// What every cell opens: its libraries are part of the program.
  private static let base = "base"

  /// - Parameter found: the library with its version, where the format itself does not know that.
  private func row(_ format: PictureFormat, _ found: String? = nil, cell: String) -> String {
    let library = found.flatMap { $0.isEmpty ? nil : $0 } ?? format.library
    return json
      ? object(format, library, cell).text
      : [format.name, format.title, library, cell].joined(separator: "\t")
  }

  private func object(_ format: PictureFormat, _ library: String, _ cell: String) -> JSONObject {
    var object = JSONObject()
    object.set("format", format.name)
    object.set("title", format.title)
    object.set("library", library)
    object.set("cell", cell)
    object.set("side_max", format.sideMax)
    return object
  }
}
