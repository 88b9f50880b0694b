import Platform

/// How far a file is read, how fast, and how long the rest will take as it goes.
struct ReadingProgress {
  private let name: String
  /// `nil` where the end cannot be known.
  private let byteCount: Int?
  private let start: UInt64
  private var readByteCount = 0

  init(_ path: PathArgument, start: UInt64 = Clock.milliseconds) {
    name = path.shown
    self.start = start
    let status = path.isStandardStream ? nil : try? FileStatus(of: path.file, followingLinks: true)
    byteCount = status.flatMap { $0.kind == .regular && $0.byteCount > 0 ? $0.byteCount : nil }
  }

  mutating func read(_ count: Int) { readByteCount += count }

  /// `list.json: 12 of 340 MiB, 48211 entries, 16070 a second, 82 s left`
  ///
  /// - Parameter entryCount: how many entries were read.
  func text(entryCount: Int, now: UInt64 = Clock.milliseconds) -> String {
    let seconds = max(Double(now - min(start, now)) / 1000, 0.001)
    let whole = byteCount.map { " of \($0 >> 20)" } ?? ""
    var text = "\(name): \(readByteCount >> 20)\(whole) MiB, \(entryCount) entries, "
    text += "\(Int(Double(entryCount) / seconds)) a second"
    if let byteCount, readByteCount > 0 {
      let left = Double(max(0, byteCount - readByteCount)) * seconds / Double(readByteCount)
      text += ", \(Int(left.rounded(.up))) s left"
    }
    return text
  }
}
