import Logging
import MatchProtocol
import Platform

/// The daemon's log on standard error: one line an event, written by a thread of its own.
struct QueuedLog: LogHandler {
  let label: String
  let writer: LineWriter
  let format: LogFormat
  var logLevel = Logger.Level.info
  var metadata: Logger.Metadata = [:]

  init(label: String, writer: LineWriter, format: LogFormat) {
    self.label = label
    self.writer = writer
    self.format = format
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let facts = metadata.merging(event.metadata ?? [:]) { $1 }.map { ($0, "\($1)") }.sorted { $0.0 < $1.0 }
    let line =
      switch format {
      case .plain: plain(event, facts)
      case .json: json(event, facts)
      }
    writer.add(Array((line + "\n").utf8))
  }

  private func plain(_ event: LogEvent, _ facts: [(key: String, value: String)]) -> String {
    let words =
      [UTCTime.text(Clock.unixSeconds), event.level.rawValue, "\(label):"]
      + facts.map { "\($0.key)=\($0.value)" } + ["\(event.message)"]
    return PercentCoding.encode(words.joined(separator: " "), .words)
  }

  /// The facts stand in an object of their own, so that none takes the place of what every line has.
  private func json(_ event: LogEvent, _ facts: [(key: String, value: String)]) -> String {
    var (object, inner) = (JSONObject(), JSONObject())
    object.set("time", UTCTime.text(Clock.unixSeconds))
    object.set("level", event.level.rawValue)
    object.set("logger", label)
    object.set("message", "\(event.message)")
    for fact in facts { inner.set(fact.key, fact.value) }
    if !facts.isEmpty { object.set("facts", inner) }
    return object.text
  }
}

/// How the log's lines are written.
enum LogFormat: String, CaseIterable, Sendable {
  /// Words for people.
  case plain
  /// One JSON object a line.
  case json
}
