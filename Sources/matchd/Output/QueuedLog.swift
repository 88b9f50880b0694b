import Logging
import MatchProtocol
import Platform

/// The daemon's log on standard error: one line an event, written by a thread of its own.
struct QueuedLog: LogHandler {
  let label: String
  let writer: LineWriter
  var logLevel = Logger.Level.info
  var metadata: Logger.Metadata = [:]

  init(label: String, writer: LineWriter) {
    self.label = label
    self.writer = writer
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let facts = metadata.merging(event.metadata ?? [:]) { $1 }.map { "\($0)=\($1)" }.sorted()
    let words =
      [UTCTime.text(Clock.unixSeconds), event.level.rawValue, "\(label):"] + facts + ["\(event.message)"]
    writer.add(Array((PercentCoding.encode(words.joined(separator: " "), .words) + "\n").utf8))
  }
}
