import ArgumentParser
import HashCore
import ListStore
import MatchProtocol
import Matcher

struct ListStatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats", abstract: "Print what a list store holds: a line per list, then the store's own.",
    discussion: """
      A list's line gives its name, kind and number of entries, then their states and what was said of the \
      list as <key>=<value>, separated by tabs.
      """)

  @OptionGroup var source: StoreOptions
  @Flag(help: "One JSON object.")
  var json = false

  func run() throws {
    let store = try source.opened()
    let statistics = try told { () throws(StoreError) in try store.statistics }
    var output = OutputStream.standard
    if json {
      try output.line(Self.object(statistics).text)
    } else {
      for part in statistics.lists { try output.line(Self.line(part)) }
      try output.line(Self.line(statistics))
    }
    try output.flush()
  }

  private static func line(_ statistics: StoreStatistics) -> String {
    [
      "store", "seq=\(statistics.sequence)", "audit_lines=\(statistics.auditLineCount)",
      "bytes=\(statistics.byteCount)",
    ].joined(separator: "\t")
  }

  private static func line(_ part: StoreStatistics.Part) -> String {
    let list = part.list
    var facts = ["list", HashLineEscaping.encoded(list.name), list.kind.rawValue, "\(part.entryCount)"]
    facts += EntryState.allCases.map { "\($0.rawValue)=\(part.countByState[$0, default: 0])" }
    facts.append("quorum=\(list.quorum)")
    if let threshold = list.threshold { facts.append("threshold=\(threshold.distanceMax)") }
    if let threshold = list.nearThreshold { facts.append("near_threshold=\(threshold.distanceMax)") }
    facts.append("protocol=\(list.recipes.rawValue)")
    if list.kind == .negative {
      facts.append("suppresses=\(list.suppressedNames?.joined(separator: ",") ?? "*")")
    }
    return facts.joined(separator: "\t")
  }

  private static func object(_ statistics: StoreStatistics) -> JSONObject {
    var object = JSONObject()
    object.set("seq", statistics.sequence)
    object.set("audit_lines", statistics.auditLineCount)
    object.set("bytes", statistics.byteCount)
    object.set("lists", statistics.lists.map(self.object))
    return object
  }

  private static func object(_ part: StoreStatistics.Part) -> JSONObject {
    var object = JSONObject()
    object.set("list", part.list.name)
    object.set("kind", part.list.kind.rawValue)
    object.set("entries", part.entryCount)
    for state in EntryState.allCases { object.set(state.rawValue, part.countByState[state, default: 0]) }
    object.set("quorum", part.list.quorum)
    object.set("threshold", part.list.threshold?.distanceMax)
    object.set("near_threshold", part.list.nearThreshold?.distanceMax)
    object.set("protocol", part.list.recipes.rawValue)
    object.set("proposed_leads", flag: part.list.hasProposedLeads)
    object.set("shareable", flag: part.list.canBeHandedOn)
    if part.list.kind == .negative { object.set("suppresses", part.list.suppressedNames ?? ["*"]) }
    return object
  }
}

extension StoredList {
  /// The lists that a negative list suppresses; `nil`: all.
  fileprivate var suppressedNames: [String]? {
    if case .lists(let names) = suppression { names.map(HashLineEscaping.encoded) } else { nil }
  }
}
