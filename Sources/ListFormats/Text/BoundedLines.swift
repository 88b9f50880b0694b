import HashCore

/// Cuts a text that arrives in pieces into lines; LF, CR LF and CR end one. Memory is at most the bound.
struct BoundedLines: Sendable {
  /// How many lines ended so far, those above the bound among them.
  private(set) var lineCount = 0
  private var unfinished: [UInt8] = []
  private var isTooLong = false
  /// The last piece ended with CR, so that LF at the start of the next one ends no line.
  private var awaitsLineFeed = false

  /// The next line that ends in `piece` at or after `start`, to be read from `line`; `nil` where none does,
  /// then the rest of the piece is kept. Moves `start` behind it.
  mutating func next(in piece: Span<UInt8>, from start: inout Int, into line: inout [UInt8]) -> BoundedLine? {
    if awaitsLineFeed, start < piece.count {
      awaitsLineFeed = false
      if piece[start] == UInt8(ascii: "\n") { start += 1 }
    }
    let end = piece.firstLineEnd(from: start)
    keep(piece.extracting(start..<(end ?? piece.count)))
    guard let end else {
      start = piece.count
      return nil
    }
    start = end + 1
    if piece[end] == UInt8(ascii: "\r") { skipLineFeed(piece, &start) }
    return finished(into: &line)
  }

  /// What stands behind the last line end; `nil` if nothing does.
  mutating func last(into line: inout [UInt8]) -> BoundedLine? {
    unfinished.isEmpty && !isTooLong ? nil : finished(into: &line)
  }

  private mutating func skipLineFeed(_ piece: Span<UInt8>, _ start: inout Int) {
    if start == piece.count {
      awaitsLineFeed = true
    } else if piece[start] == UInt8(ascii: "\n") {
      start += 1
    }
  }

  private mutating func keep(_ part: Span<UInt8>) {
    guard !isTooLong, part.count <= ImportLimits.recordByteCountMax - unfinished.count else {
      isTooLong = true
      unfinished = []
      return
    }
    unfinished.append(part)
  }

  private mutating func finished(into line: inout [UInt8]) -> BoundedLine {
    lineCount += 1
    let wasTooLong = isTooLong
    isTooLong = false
    swap(&line, &unfinished)
    unfinished.removeAll(keepingCapacity: true)
    return wasTooLong ? .tooLong : .whole
  }
}

/// Whether a line is within the bound.
enum BoundedLine { case whole, tooLong }
