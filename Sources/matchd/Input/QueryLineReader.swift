import Platform

/// Splits standard input into lines as it arrives, so that whoever types a query has the answer at once.
struct QueryLineReader {
  /// What is kept of a line; more is no query.
  private static let lineByteCountMax = 4096

  private let input: InputFile
  private var unfinished: [UInt8] = []

  init(_ input: InputFile) { self.input = input }

  /// The lines that have arrived, without their ends, at least one; `nil` at the end of the input.
  mutating func next() throws(FileError) -> [String]? {
    while true {
      let piece = try input.read(1 << 20)
      if piece.isEmpty { return lastLine() }
      let lines = split(piece)
      if !lines.isEmpty { return lines }
    }
  }

  private mutating func split(_ piece: [UInt8]) -> [String] {
    var lines: [String] = []
    var rest = piece[...]
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      keep(rest[..<end])
      lines.append(takeLine())
      rest = rest[(end + 1)...]
    }
    keep(rest)
    return lines
  }

  private mutating func keep(_ part: ArraySlice<UInt8>) {
    unfinished += part.prefix(Self.lineByteCountMax - unfinished.count)
  }

  private mutating func takeLine() -> String {
    if unfinished.last == UInt8(ascii: "\r") { unfinished.removeLast() }
    defer { unfinished.removeAll(keepingCapacity: true) }
    return String(decoding: unfinished, as: UTF8.self)
  }

  private mutating func lastLine() -> [String]? { unfinished.isEmpty ? nil : [takeLine()] }
}
