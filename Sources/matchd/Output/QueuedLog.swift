import Glibc
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
    let words = [Self.time(), event.level.rawValue, "\(label):"] + facts + ["\(event.message)"]
    writer.add(Array((PercentCoding.encode(words.joined(separator: " "), .words) + "\n").utf8))
  }

  /// Now, as `2026-01-31T12:00:00Z`.
  private static func time() -> String {
    var now = time_t(Clock.unixSeconds)
    // SAFETY: all zeros; the name of the time zone that it may point to is not read.
    var parts = unsafe tm()
    var text = [CChar](repeating: 0, count: 32)
    // SAFETY: both calls fill what they are given, `strftime` at most 32 bytes with a zero behind them.
    let count = unsafe strftime(&text, text.count, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &parts))
    return String(decoding: text.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
