import ListStore
import MatchProtocol
import Matcher

/// Entries of a list store in words: one line each, or one JSON object.
enum EntryReport {
  /// Id, state, labels and what it is found by, separated by tabs.
  static func line(_ entry: StoredEntry) -> String {
    let labels = entry.labelTexts.map(HashLineEscaping.encoded).joined(separator: ",")
    let queries = entry.content.queries.map(\.text).joined(separator: " ")
    return [HashLineEscaping.encoded(entry.id), entry.state.rawValue, labels, queries].joined(separator: "\t")
  }

  static func object(_ entry: StoredEntry) -> JSONObject {
    var object = JSONObject()
    object.set("list", entry.list)
    object.set("entry", entry.id)
    object.set("state", entry.state.rawValue)
    object.set("labels", entry.labelTexts)
    object.set("queries", entry.content.queries.map(\.text))
    object.set("foreign", entry.content.foreignHashes.map(\.kind))
    return object
  }

  /// What an act came to.
  static func line(_ outcome: ActOutcome) -> String {
    let history = outcome.history
    return [
      HashLineEscaping.encoded(outcome.entry.id), outcome.entry.state.rawValue,
      "confirmed by \(history.confirmationCount) of \(history.quorum)",
      outcome.hasChanged ? "changed" : "as before",
    ].joined(separator: "\t")
  }

  static func object(_ outcome: ActOutcome, _ equals: [EqualEntry]? = nil) -> JSONObject {
    var object = object(outcome.entry)
    object.set("confirmations", outcome.history.confirmationCount)
    object.set("quorum", outcome.history.quorum)
    object.set("changed", flag: outcome.hasChanged)
    if let equals { object.set("equals", equals.map(self.object)) }
    return object
  }

  private static func object(_ equal: EqualEntry) -> JSONObject {
    var object = JSONObject()
    object.set("list", equal.list)
    object.set("entry", equal.id)
    object.set("state", equal.state.rawValue)
    return object
  }

  /// An entry with everything that was said of it.
  static func object(_ entry: StoredEntry, _ history: EntryHistory) -> JSONObject {
    var object = object(entry)
    object.set("label_sources", entry.labels.map(self.object))
    object.set("confirmations", history.confirmationCount)
    object.set("quorum", history.quorum)
    object.set("votes", history.votes.map(self.object))
    object.set("withdrawals", history.withdrawals.map(self.object))
    return object
  }

  /// The same for people: a fact per line.
  static func lines(_ entry: StoredEntry, _ history: EntryHistory) -> [String] {
    var facts = [
      ("list", HashLineEscaping.encoded(entry.list)), ("entry", HashLineEscaping.encoded(entry.id)),
      ("state", entry.state.rawValue), ("confirmed", "by \(history.confirmationCount) of \(history.quorum)"),
    ]
    facts += entry.labels.map { ("label", "\(HashLineEscaping.encoded("\($0.label)"))\tby \($0.source)") }
    facts += entry.content.queries.map { ("found by", $0.text) }
    facts += entry.content.foreignHashes.map { ("also has", "\($0.kind), \($0.value.count) bytes") }
    facts += history.votes.map {
      (shown($0.kind, $0.lifted), words($0.reviewer, $0.sequence, $0.reason))
    }
    facts += history.withdrawals.map {
      (
        $0.lifted == nil ? "withdrawn" : "was withdrawn", words($0.reviewer, $0.sequence, $0.reason)
      )
    }
    return facts.map { "\($0.0)\t\($0.1)" }
  }

  /// What people wrote, so that it can pass for nothing else on a terminal.
  private static func words(_ reviewer: String, _ sequence: Int, _ reason: String) -> String {
    let (name, why) = (PercentCoding.encode(reviewer, .words), PercentCoding.encode(reason, .words))
    return "by \(name), change \(sequence)\t\(why)"
  }

  private static func shown(_ kind: EntryHistory.Vote.Kind, _ lifted: Int?) -> String {
    switch kind {
    case .confirm: "confirmed"
    case .dispute: lifted == nil ? "disputed" : "was disputed"
    }
  }

  private static func object(_ sourced: SourcedLabel) -> JSONObject {
    var object = JSONObject()
    object.set("label", sourced.label.description)
    object.set("scheme", sourced.label.scheme)
    object.set("version", sourced.label.version)
    object.set("code", sourced.label.code)
    object.set("jurisdiction", sourced.label.jurisdiction)
    object.set("source", sourced.source)
    return object
  }

  private static func object(_ vote: EntryHistory.Vote) -> JSONObject {
    var object = JSONObject()
    object.set("vote", vote.kind.rawValue)
    object.set("reviewer", vote.reviewer)
    object.set("seq", vote.sequence)
    object.set("reason", vote.reason)
    object.set("lifted", vote.lifted)
    return object
  }

  private static func object(_ withdrawal: EntryHistory.Withdrawal) -> JSONObject {
    var object = JSONObject()
    object.set("reviewer", withdrawal.reviewer)
    object.set("seq", withdrawal.sequence)
    object.set("reason", withdrawal.reason)
    object.set("lifted", withdrawal.lifted)
    return object
  }
}

extension EntryContent {
  /// What finds the entry, hashes of other views too.
  var queries: [MatchQuery] { hashes.map { .hash($0.hash) } + digests.map { .digest($0) } }
}
