import ArgumentParser
import ContentDigests
import HashCore
import Matcher

struct IndexInfoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info", abstract: "Print an index's header, counts, lists and sections.",
    discussion: """
      One item per line, tab-separated. A list's line gives its name, then what is said of it as \
      <key>=<value>; a section's line its kind, offset, bytes and checksum.
      """)

  @Argument(help: ArgumentHelp("The index file.", valueName: "index"))
  var index: String

  func run() throws {
    let index = try openIndex(self.index, honoured: .all)
    var output = OutputStream.standard
    for (key, value) in Self.facts(index.header) { try output.line("\(key)\t\(value)") }
    for name in index.viewNames { try output.line("view\t\(HashLineEscaping.encoded(name))") }
    for (list, entryCount) in zip(index.lists, index.listEntryCounts) {
      let facts = Self.facts(list, entryCount).map { "\t\($0.key)=\($0.value)" }.joined()
      try output.line("list\t\(HashLineEscaping.encoded(list.name))\(facts)")
    }
    for section in index.header.sections { try output.line(Self.line(section)) }
    try output.flush()
  }

  private static func facts(_ header: IndexHeader) -> [(String, String)] {
    let features = header.requiredFeatures.names.joined(separator: ", ")
    return [
      ("format", "\(header.formatVersion)"), ("bytes", "\(header.fileByteCount)"),
      ("generation", "\(header.generation)"), ("sequence", "\(header.sequence)"),
      ("as_of", HashLineEscaping.encoded(header.asOf)), ("requires", features),
      ("tables", header.ring == nil ? "bk" : "ring,bk"), ("lists", "\(header.listCount)"),
      ("entries", "\(header.entryCount)"), ("hashes", "\(header.hashCount)"),
      ("references", "\(header.referenceCount)"), ("md5", "\(header.md5Count)"),
      ("sha1", "\(header.sha1Count)"), ("sha256", "\(header.sha256Count)"),
      ("content_sha256", header.contentDigest.hex),
    ]
  }

  /// What is not said of a list is left out.
  private static func facts(_ list: IndexList, _ entryCount: Int) -> [(key: String, value: String)] {
    var facts = [("kind", list.kind.rawValue), ("entries", "\(entryCount)")]
    if let threshold = list.threshold { facts.append(("threshold", "\(threshold.distanceMax)")) }
    if let threshold = list.nearThreshold { facts.append(("near_threshold", "\(threshold.distanceMax)")) }
    facts.append(("protocol", list.recipes.rawValue))
    if list.kind == .negative { facts.append(("suppresses", suppressed(list.suppression))) }
    if !list.asOf.isEmpty { facts.append(("as_of", HashLineEscaping.encoded(list.asOf))) }
    return facts.map { (key: $0.0, value: $0.1) }
  }

  private static func suppressed(_ suppression: IndexList.Suppression) -> String {
    switch suppression {
    case .allLists: "*"
    case .lists(let names): names.map(HashLineEscaping.encoded).joined(separator: ",")
    }
  }

  private static func line(_ section: IndexSection) -> String {
    let checksum = String(section.checksum, radix: 16)
    let padded = String(repeating: "0", count: 8 - checksum.count) + checksum
    return "section\t\(section.kind.rawValue)\t\(section.offset)\t\(section.byteCount)\t\(padded)"
  }
}
