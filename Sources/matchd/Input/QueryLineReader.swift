import Matcher
import Platform

/// Splits standard input into lines as it arrives, so that whoever types a query has the answer at once.
struct QueryLineReader {
  /// What is kept of a line; more is no query.
  private static let lineByteCountMax = 4096

  private let input: InputFile
  private var splitter = TextLineSplitter()
  /// Empty lines of which it is not known yet whether they end the input; those that do are none.
  private var emptyCount = 0

  init(_ input: InputFile) { self.input = input }

  /// The lines that have arrived, without their ends, at least one; `nil` at the end of the input.
  mutating func next() throws(Failure) -> [String]? {
    while true {
      let piece = try read()
      let lines = try piece.isEmpty ? lastLine() : split(piece)
      if !lines.isEmpty { return lines }
      if piece.isEmpty { return nil }
    }
  }

  private func read() throws(Failure) -> [UInt8] {
    do throws(FileError) {
      return try input.read(1 << 20)
    } catch {
      throw Failure("standard input: \(error.message)")
    }
  }

  private mutating func split(_ piece: [UInt8]) throws(Failure) -> [String] {
    var lines: [String] = []
    var start = 0
    while let line = splitter.next(in: piece.span, from: &start, Self.text) {
      try keep(line, &lines)
    }
    return lines
  }

  private mutating func lastLine() throws(Failure) -> [String] {
    var lines: [String] = []
    if let line = splitter.last(Self.text) { try keep(line, &lines) }
    return lines
  }

  private mutating func keep(_ line: Line, _ lines: inout [String]) throws(Failure) {
    if splitter.lineCount == 1, let encoding = line.encoding {
      throw Failure(
        "standard input: expected text in UTF-8, found \(encoding); convert it: "
          + "iconv -f \(encoding) -t UTF-8 FILE")
    }
    guard !line.text.isEmpty else {
      emptyCount += 1
      return
    }
    lines += Array(repeating: "", count: emptyCount)
    lines.append(line.text)
    emptyCount = 0
  }

  private struct Line {
    var text: String
    /// Of the whole input, where this is its first line.
    var encoding: WideEncoding?
  }

  private static func text(_ line: Span<UInt8>) -> Line {
    let kept = line.extracting(0..<min(line.count, lineByteCountMax))
    let bytes = kept.indices.map { kept[$0] }
    return Line(text: String(decoding: bytes, as: UTF8.self), encoding: WideEncoding(firstLine: line))
  }
}
