import ArgumentParser
import ContentDigests
import Matcher

struct IndexInfoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info", abstract: "Print an index's header, counts, lists and sections.",
    discussion: "One item per line, tab-separated; section lines give kind, offset, bytes and CRC-32C.")

  @Argument(help: ArgumentHelp("The index file.", valueName: "index"))
  var index: String

  func run() throws {
    let index = try openIndex(self.index)
    var output = OutputStream.standard
    for (key, value) in Self.facts(index.header) { try output.line("\(key)\t\(value)") }
    for name in index.listNames { try output.line("list\t\(HashLineEscaping.encoded(name))") }
    for section in index.header.sections {
      let checksum = String(section.checksum, radix: 16)
      let padded = String(repeating: "0", count: 8 - checksum.count) + checksum
      try output.line("section\t\(section.kind.rawValue)\t\(section.offset)\t\(section.byteCount)\t\(padded)")
    }
    try output.flush()
  }

  private static func facts(_ header: IndexHeader) -> [(String, String)] {
    [
      ("format", "\(IndexHeader.formatVersion)"), ("bytes", "\(header.fileByteCount)"),
      ("generation", "\(header.generation)"), ("as_of", HashLineEscaping.encoded(header.asOf)),
      ("tables", header.ring == nil ? "bk" : "ring,bk"), ("lists", "\(header.listCount)"),
      ("entries", "\(header.entryCount)"), ("hashes", "\(header.hashCount)"),
      ("references", "\(header.referenceCount)"), ("md5", "\(header.md5Count)"),
      ("sha1", "\(header.sha1Count)"),
      ("sha256", "\(header.sha256Count)"), ("content_sha256", header.contentDigest.hex),
    ]
  }
}
