import ArgumentParser
import ContentDigests
import ListStore
import MatchProtocol
import Matcher

struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "Read and verify the log of who did what to a list store.",
    subcommands: [AuditShowCommand.self, AuditVerifyCommand.self])
}

struct AuditShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Print the audit log: all of it, or what was done to an entry.",
    discussion: """
      A line per act, separated by tabs: number, time, operator, act, list, entry, reviewer, the change that \
      it made the last one, and the reason.
      """)

  @OptionGroup var source: StoreOptions
  @Option(help: ArgumentHelp("The entry's list; with --entry.", valueName: "name"))
  var list: String?
  @Option(help: ArgumentHelp("What was done to this entry alone; with --list.", valueName: "id"))
  var entry: String?
  @Flag(help: "One JSON object per line.")
  var json = false
  @Flag(help: "Where the log stands, as number:digest, to be kept elsewhere for 'matchd audit verify'.")
  var checkpoint = false

  func validate() throws {
    guard (list == nil) == (entry == nil) else { throw ValidationError("--list and --entry need each other") }
  }

  func run() throws {
    let store = try source.opened()
    var output = OutputStream.standard
    if checkpoint {
      let checkpoint = "\(try told { () throws(StoreError) in try store.auditCheckpoint() })"
      try printResult(json: json, checkpoint) { $0.set("checkpoint", checkpoint) }
    } else {
      try show(store, &output)
    }
    try output.flush()
  }

  private func show(_ store: ListStore, _ output: inout OutputStream) throws {
    var chosen: (list: String, id: String)?
    if let list, let entry { chosen = (list, entry) }
    var count = 0
    do {
      try store.forEachAuditLine(of: chosen) { line in
        count += 1
        try output.line(json ? Self.object(line).text : Self.text(line))
      }
    } catch let error as StoreError {
      throw Failure("\(error)")
    }
    if let chosen, count == 0 {
      _ = try told { () throws(StoreError) in try store.entry(chosen.id, of: chosen.list) }
      StandardError.line(
        "no line is about this entry alone: it came by an import, and stands as that left it")
    }
  }

  private static func text(_ line: AuditLine) -> String {
    [
      "\(line.number)", UTCTime.text(line.time), line.operator, line.act.rawValue, line.list, line.entry,
      line.reviewer, "\(line.sequence)", line.reason,
    ].map(HashLineEscaping.encoded).joined(separator: "\t")
  }

  private static func object(_ line: AuditLine) -> JSONObject {
    var object = JSONObject()
    object.set("number", line.number)
    object.set("time", UTCTime.text(line.time))
    object.set("operator", line.operator)
    object.set("act", line.act.rawValue)
    object.set("list", line.list)
    object.set("entry", line.entry)
    object.set("reviewer", line.reviewer)
    object.set("seq", line.sequence)
    object.set("reason", line.reason)
    if !line.before.isEmpty { object.set("before", ContentDigest(.sha256, bytes: line.before).hex) }
    if !line.after.isEmpty { object.set("after", ContentDigest(.sha256, bytes: line.after).hex) }
    return object
  }
}

struct AuditVerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Read the whole audit log; exit 2 if a line was altered, dropped, moved or cut off.",
    discussion: """
      Whoever can write to the store can also write a new log from some line on. What 'matchd audit show \
      --checkpoint' printed, kept where they cannot write, tells that too.
      """)

  @OptionGroup var source: StoreOptions
  @Flag(help: "One JSON object.")
  var json = false
  @Option(help: ArgumentHelp("Where the log stood. May be given several times.", valueName: "number:digest"))
  var checkpoint: [AuditCheckpoint] = []

  func run() throws {
    let store = try source.opened()
    let count = try told { () throws(StoreError) in try store.verifyAudit(against: checkpoint) }
    try printResult(json: json, "ok\t\(count) lines") {
      $0.set("ok", flag: true)
      $0.set("lines", count)
    }
  }
}

extension AuditCheckpoint: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}
