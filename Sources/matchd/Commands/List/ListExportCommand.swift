import ArgumentParser
import ListFormats
import ListStore
import MatchProtocol

struct ListExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write a list as a file for others, or what its source is to be told.",
    discussion: """
      text, jsonl, csv, tx and vics are what 'matchd list import' reads: it gives the same entries again, as \
      far as the format can say what they are. Only jsonl says everything. Official lists are their sources' \
      to hand on. ncmec-feedback gives a JSON object for each request to be made, with path and body; \
      stopncii-feedback the body of one request.
      """)

  @OptionGroup var source: StoreOptions
  @Option(help: "text, jsonl, csv, tx, vics, ncmec-feedback or stopncii-feedback.")
  var format: ExportFormat
  @Option(
    help: ArgumentHelp(
      """
      With ncmec-feedback: why what was disputed or withdrawn should not be listed. May be given several \
      times.
      """, valueName: "guid"))
  var reasonID: [String] = []
  @Option(help: ArgumentHelp("Write to this file, which appears when it is complete.", valueName: "file"))
  var output: PathArgument?
  @Argument(help: "The list's name.")
  var name: String

  func run() throws {
    let store = try source.opened()
    var file = try ReportFile(output)
    do {
      let counts = try write(store, to: &file)
      try file.commit()
      StandardError.line("\(name): \(counts.written) written, \(counts.leftOut) left out\(why(counts))")
    } catch let error as StoreError {
      throw Failure("\(error)")
    }
  }

  private func why(_ counts: (written: Int, leftOut: Int)) -> String {
    guard counts.leftOut > 0 else { return "" }
    switch format {
    case .ncmecFeedback, .stopNCIIFeedback: return ", of which nobody here has said what can be told"
    case .text, .jsonl, .csv, .tx, .vics: return ", which \(format.rawValue) has no way to say"
    }
  }

  private func write(
    _ store: ListStore, to file: inout ReportFile
  ) throws -> (written: Int, leftOut: Int) {
    switch format {
    case .ncmecFeedback: return try writeNCMECFeedback(store, to: &file)
    case .stopNCIIFeedback: return try writeStopNCIIFeedback(store, to: &file)
    case .text, .jsonl, .csv, .tx, .vics:
      let exporter = try ExporterRegistry.exporter(named: format.rawValue)
      let counts = try store.export(name, as: exporter) {
        try file.text(String(decoding: $0, as: UTF8.self))
      }
      return (counts.written, counts.leftOut)
    }
  }

  private func writeNCMECFeedback(
    _ store: ListStore, to file: inout ReportFile
  ) throws -> (written: Int, leftOut: Int) {
    var (written, leftOut) = (0, 0)
    try store.forEachOpinion(of: name) { entry, opinion in
      let feedback = NCMECFeedback.all(of: entry, opinion, reasonIDs: reasonID)
      for one in feedback {
        var object = JSONObject()
        object.set("method", "PUT")
        object.set("path", one.path)
        object.set("body", one.body)
        try file.line(object.text)
      }
      if feedback.isEmpty { leftOut += 1 } else { written += 1 }
    }
    return (written, leftOut)
  }

  private func writeStopNCIIFeedback(
    _ store: ListStore, to file: inout ReportFile
  ) throws -> (written: Int, leftOut: Int) {
    var feedback = StopNCIIFeedback(items: [])
    var leftOut = 0
    try store.forEachOpinion(of: name) { entry, opinion in
      let items = StopNCIIFeedback.Item.all(of: entry, opinion)
      feedback.items += items
      if items.isEmpty { leftOut += 1 }
    }
    try file.text(feedback.body)
    return (feedback.items.count, leftOut)
  }
}

/// The formats of `list export`.
enum ExportFormat: String, CaseIterable, ExpressibleByArgument {
  case text, jsonl, csv, tx, vics
  case ncmecFeedback = "ncmec-feedback"
  case stopNCIIFeedback = "stopncii-feedback"
}
