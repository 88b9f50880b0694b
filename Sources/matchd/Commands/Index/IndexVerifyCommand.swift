import ArgumentParser
import Matcher

struct IndexVerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Read a whole index and check everything; exit 2 if it is damaged.")

  @Argument(help: ArgumentHelp("The index file.", valueName: "index"))
  var index: String

  func run() throws {
    let index = try openIndex(self.index, honoured: .all)
    do throws(IndexError) {
      try index.verify()
    } catch {
      throw Failure("\(error)")
    }
    var output = OutputStream.standard
    try output.line("ok\t\(index.header.fileByteCount) bytes\t\(index.entryCount) entries")
    try output.flush()
  }
}
