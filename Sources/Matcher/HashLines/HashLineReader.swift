import HashCore

/// Reads hash lines from bytes that arrive in pieces of any size.
///
/// LF and CR LF end a line; empty lines and lines that start with `#` are skipped but counted.
/// Memory is one unfinished line.
public struct HashLineReader: Sendable {
  /// How many physical lines were read.
  public private(set) var lineCount = 0
  private var unfinished: [UInt8] = []

  public init() {}

  /// The next line that ends in `piece` at or after `start` and holds something. Moves `start` behind it;
  /// where there is none, keeps the rest of the piece and gives `nil`.
  ///
  /// - Throws: what is wrong with a line. `start` stands behind it, so that reading can go on.
  public mutating func next(
    in piece: Span<UInt8>, from start: inout Int
  ) throws(HashLineError) -> HashLine? {
    while let end = piece.firstOffset(of: UInt8(ascii: "\n"), from: start) {
      let part = piece.extracting(start..<end)
      start = end + 1
      let line = unfinished.isEmpty ? try parse(part) : try parseUnfinished(with: part)
      if let line { return line }
    }
    unfinished.append(piece.extracting(start..<piece.count))
    start = piece.count
    return nil
  }

  /// What stands behind the last line end, if it holds something; `nil` from then on.
  public mutating func last() throws(HashLineError) -> HashLine? {
    unfinished.isEmpty ? nil : try parseUnfinished(with: Span())
  }

  private mutating func parseUnfinished(with part: Span<UInt8>) throws(HashLineError) -> HashLine? {
    unfinished.append(part)
    let line = unfinished
    unfinished.removeAll(keepingCapacity: true)
    return try parse(line.span)
  }

  private mutating func parse(_ line: Span<UInt8>) throws(HashLineError) -> HashLine? {
    lineCount += 1
    let count = line.count > 0 && line[line.count - 1] == UInt8(ascii: "\r") ? line.count - 1 : line.count
    guard count > 0, line[0] != UInt8(ascii: "#") else { return nil }
    return try HashLine(parsing: line.extracting(0..<count), lineNumber: lineCount)
  }
}
