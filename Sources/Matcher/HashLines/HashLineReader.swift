import HashCore

/// Reads hash lines from bytes that arrive in pieces of any size.
///
/// LF, CR LF and CR end a line; a UTF-8 byte order mark is skipped, likewise empty lines and lines that start
/// with `#`, which are counted. Memory is one unfinished line.
public struct HashLineReader: Sendable {
  /// How many physical lines were read.
  public var lineCount: Int { lines.lineCount }
  private var lines = TextLineSplitter()
  private let form: HashLineForm
  private let idPrefix: String

  /// - Parameter idPrefix: what stands before the number of the line in the id of an entry that has none.
  public init(form: HashLineForm = .list, idPrefix: String = HashLine.idPrefix) {
    self.form = form
    self.idPrefix = idPrefix
  }

  /// The next line that ends in `piece` at or after `start` and holds something. Moves `start` behind it;
  /// where there is none, keeps the rest of the piece and gives `nil`.
  ///
  /// - Throws: what is wrong with a line. `start` stands behind it, so that reading can go on.
  public mutating func next(
    in piece: Span<UInt8>, from start: inout Int
  ) throws(HashLineError) -> HashLine? {
    while start < piece.count {
      let parser = nextParser
      let parsed = try lines.next(in: piece, from: &start) { (line) throws(HashLineError) -> HashLine? in
        try parser.parse(line)
      }
      guard let parsed else { return nil }
      if let line = parsed { return line }
    }
    return nil
  }

  /// What stands behind the last line end, if it holds something; `nil` from then on.
  public mutating func last() throws(HashLineError) -> HashLine? {
    let parser = nextParser
    return try lines.last { (line) throws(HashLineError) -> HashLine? in try parser.parse(line) } ?? nil
  }

  private var nextParser: LineParser {
    LineParser(form: form, idPrefix: idPrefix, lineNumber: lineCount + 1)
  }
}

/// Reads one line.
private struct LineParser {
  let form: HashLineForm
  let idPrefix: String
  let lineNumber: Int

  /// `nil` for a line that says nothing.
  func parse(_ line: Span<UInt8>) throws(HashLineError) -> HashLine? {
    if lineNumber == 1, let encoding = WideEncoding(firstLine: line) {
      throw HashLineError(lineNumber: lineNumber, reason: .encoding(encoding))
    }
    var first = 0
    while first < line.count, line[first] == UInt8(ascii: " ") || line[first] == UInt8(ascii: "\t") {
      first += 1
    }
    guard first < line.count, line[first] != UInt8(ascii: "#") else { return nil }
    switch form {
    case .list: return try HashLine(parsing: line, lineNumber: lineNumber, idPrefix: idPrefix)
    case .hash: return HashLine(try HashOutputLine(parsing: line, lineNumber: lineNumber))
    }
  }
}
