import HashCore

/// Splits text that arrives in pieces of any size into lines, whichever program saved it.
///
/// LF, CR LF and CR end a line; a byte order mark of UTF-8 is no part of the first line. Memory is one
/// unfinished line.
package struct TextLineSplitter: Sendable {
  /// How many physical lines were read.
  package private(set) var lineCount = 0
  private var unfinished: [UInt8] = []
  /// Whether the last line ended with CR, to which an LF belongs that follows.
  private var passesLineFeed = false

  package init() {}

  /// Calls `body` with the next line that ends in `piece` at or after `start`, and moves `start` behind it;
  /// where there is none, keeps the rest of the piece and gives `nil`.
  package mutating func next<Line, E: Error>(
    in piece: Span<UInt8>, from start: inout Int, _ body: (Span<UInt8>) throws(E) -> Line
  ) throws(E) -> Line? {
    if passesLineFeed, start < piece.count {
      passesLineFeed = false
      if piece[start] == UInt8(ascii: "\n") { start += 1 }
    }
    guard let end = piece.firstLineEnd(from: start) else {
      unfinished.append(piece.extracting(start..<piece.count))
      start = piece.count
      return nil
    }
    let part = piece.extracting(start..<end)
    passesLineFeed = piece[end] == UInt8(ascii: "\r")
    start = end + 1
    return unfinished.isEmpty ? try finish(part, body) : try finishUnfinished(with: part, body)
  }

  /// Calls `body` with what stands behind the last line end, if anything does.
  package mutating func last<Line, E: Error>(
    _ body: (Span<UInt8>) throws(E) -> Line
  ) throws(E) -> Line? {
    unfinished.isEmpty ? nil : try finishUnfinished(with: Span(), body)
  }

  private mutating func finishUnfinished<Line, E: Error>(
    with part: Span<UInt8>, _ body: (Span<UInt8>) throws(E) -> Line
  ) throws(E) -> Line {
    unfinished.append(part)
    let line = unfinished
    unfinished.removeAll(keepingCapacity: true)
    return try finish(line.span, body)
  }

  private mutating func finish<Line, E: Error>(
    _ line: Span<UInt8>, _ body: (Span<UInt8>) throws(E) -> Line
  ) throws(E) -> Line {
    lineCount += 1
    let isMarked = lineCount == 1 && line.count >= 3 && line[0] == 0xef && line[1] == 0xbb && line[2] == 0xbf
    return try body(line.extracting((isMarked ? 3 : 0)..<line.count))
  }
}

/// Encodings of text of which each character has two bytes or more, as `iconv` names them.
public enum WideEncoding: String, Sendable, CustomStringConvertible {
  case utf16LittleEndian = "UTF-16LE"
  case utf16BigEndian = "UTF-16BE"

  public var description: String { rawValue }

  /// The encoding of a text whose first line begins with `bytes`: its byte order mark shows it, or the zero
  /// beside each letter. `nil` for anything else.
  package init?(firstLine bytes: Span<UInt8>) {
    guard bytes.count >= 2 else { return nil }
    switch (bytes[0], bytes[1]) {
    case (0xff, 0xfe), (1..., 0): self = .utf16LittleEndian
    case (0xfe, 0xff), (0, 1...): self = .utf16BigEndian
    default: return nil
    }
  }
}
