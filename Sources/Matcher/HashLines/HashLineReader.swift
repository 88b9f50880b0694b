/// Reads hash lines from bytes that arrive in pieces of any size.
///
/// LF and CR LF end a line; empty lines and lines that start with `#` are skipped but counted. Memory is one
/// unfinished line.
public struct HashLineReader: Sendable {
  public typealias Outcome = Result<HashLine, HashLineError>

  /// How many physical lines were read.
  public private(set) var lineCount = 0
  private var unfinished: [UInt8] = []

  public init() {}

  /// Reads the lines that end in `piece`, calling `body` for each that holds something.
  public mutating func read<E: Error>(_ piece: Span<UInt8>, _ body: (Outcome) throws(E) -> Void) throws(E) {
    var start = 0
    while let end = lineEnd(in: piece, from: start) {
      let part = piece.extracting(start..<end)
      start = end + 1
      if unfinished.isEmpty {
        try take(part, body)
      } else {
        append(part)
        let line = unfinished
        unfinished.removeAll(keepingCapacity: true)
        try take(line.span, body)
      }
    }
    append(piece.extracting(start..<piece.count))
  }

  /// Reads the last line, if the bytes did not end with a line end.
  public mutating func finish<E: Error>(_ body: (Outcome) throws(E) -> Void) throws(E) {
    guard !unfinished.isEmpty else { return }
    let line = unfinished
    unfinished = []
    try take(line.span, body)
  }

  private mutating func append(_ part: Span<UInt8>) {
    for index in part.indices { unfinished.append(part[index]) }
  }

  private mutating func take<E: Error>(_ line: Span<UInt8>, _ body: (Outcome) throws(E) -> Void) throws(E) {
    lineCount += 1
    let count = line.count > 0 && line[line.count - 1] == UInt8(ascii: "\r") ? line.count - 1 : line.count
    guard count > 0, line[0] != UInt8(ascii: "#") else { return }
    try body(HashLine.outcome(ofParsing: line.extracting(0..<count), lineNumber: lineCount))
  }
}

/// The place of the next LF at or after `start`.
private func lineEnd(in bytes: Span<UInt8>, from start: Int) -> Int? {
  var index = start
  while index < bytes.count {
    if bytes[index] == UInt8(ascii: "\n") { return index }
    index += 1
  }
  return nil
}
