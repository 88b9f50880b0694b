import Glibc

/// Points in time, for people.
enum UTCTime {
  /// As `2026-01-31T12:00:00Z`.
  static func text(_ unixSeconds: Int) -> String {
    var time = time_t(unixSeconds)
    // SAFETY: all zeros; the name of the time zone that it may point to is not read.
    var parts = unsafe tm()
    var text = [CChar](repeating: 0, count: 32)
    // SAFETY: both calls fill what they are given, `strftime` at most 32 bytes with a zero behind them.
    let count = unsafe strftime(&text, text.count, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&time, &parts))
    return String(decoding: text.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
