import Matcher

/// Reads text lines into an index writer.
struct ListCompilation {
  private(set) var writer = IndexWriter()
  /// Lines that were skipped.
  private(set) var badCount = 0
  private let source: String
  private let skipBad: Bool

  init(source: String, skipBad: Bool) {
    self.source = source
    self.skipBad = skipBad
  }

  mutating func read(_ path: PathArgument) throws {
    let file = try InputFile(path)
    var lines = HashLineReader()
    while true {
      let piece = try file.read(1 << 20)
      if piece.isEmpty { break }
      try lines.read(piece.span) { try add($0) }
    }
    try lines.finish { try add($0) }
  }

  private mutating func add(_ outcome: HashLineReader.Outcome) throws(Failure) {
    switch outcome {
    case .success(let line): writer.add(line)
    case .failure(let error):
      guard skipBad else {
        throw Failure("\(source): \(error); correct the line, or leave bad lines out with --skip-bad")
      }
      StandardError.line("\(source): \(error); skipped")
      badCount += 1
    }
  }
}
