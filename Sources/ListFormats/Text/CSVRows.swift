import HashCore

/// One row: its fields without quotes.
struct CSVRow: Hashable, Sendable {
  /// All fields, one behind the other.
  private(set) var bytes: [UInt8] = []
  private(set) var ends: [Int] = []
  /// The physical line on which it begins, from 1.
  private(set) var lineNumber = 0

  var fieldCount: Int { ends.count }

  /// Where a field stands in `bytes`; empty if the row has no such field.
  func range(_ field: Int) -> Range<Int> {
    guard ends.indices.contains(field) else { return 0..<0 }
    return (field == 0 ? 0 : ends[field - 1])..<ends[field]
  }

  /// A field's text without the spaces around it; each byte that is no part of UTF-8 as U+FFFD.
  func text(_ field: Int) -> String {
    String(decoding: bytes[range(field)], as: UTF8.self).trimmedOfSpaces
  }

  /// Whether the row holds nothing.
  var isBlank: Bool { bytes.allSatisfy(\.isXMLSpace) }

  fileprivate mutating func begin(lineNumber: Int) {
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    self.lineNumber = lineNumber
  }

  fileprivate mutating func append(_ byte: UInt8) { bytes.append(byte) }

  fileprivate mutating func endField() { ends.append(bytes.count) }
}

/// Reads rows of comma-separated values (RFC 4180) as they arrive, in pieces of any size: fields may stand in
/// quotes, where a quote is written twice and separators and line ends are text. Memory is a row, up to the
/// bound.
struct CSVRows: Sendable {
  private let separator: UInt8
  private var row = CSVRow()
  private var state = State.fieldStart
  private var lineCount = 0
  private var hasRow = false
  private var isTooLong = false
  private var followsCarriageReturn = false
  private var byteCount = 0

  private enum State { case fieldStart, plain, quoted, quoteInQuoted }

  enum Event { case row, tooLong }

  init(separator: UInt8) { self.separator = separator }

  /// The physical line that was read last, or is being read, from 1.
  var lineNumber: Int { lineCount + 1 }

  /// The next row that ends in `piece` at or after `start`, which it moves, to be read from `finished`; `nil`
  /// where none does.
  mutating func next(
    in piece: Span<UInt8>, from start: inout Int, into finished: inout CSVRow
  ) throws(ImportError) -> Event? {
    while start < piece.count {
      let byte = piece[start]
      start += 1
      byteCount += 1
      if take(byte) { return end(into: &finished) }
      if row.bytes.count > ImportLimits.recordByteCountMax { try overflow() }
    }
    return nil
  }

  /// The row that the end of the file ends; then `nil`.
  mutating func last(into finished: inout CSVRow) throws(ImportError) -> Event? {
    guard state != .quoted else {
      throw .truncated(expected: "the quote that closes a field of the row on line \(row.lineNumber)")
    }
    guard hasRow else { return nil }
    row.endField()
    return end(into: &finished)
  }

  /// Gives true at the end of a row.
  private mutating func take(_ byte: UInt8) -> Bool {
    let isSecondHalf = followsCarriageReturn && byte == UInt8(ascii: "\n")
    followsCarriageReturn = byte == UInt8(ascii: "\r")
    let isLineEnd = byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    guard state == .quoted || !isSecondHalf else { return false }
    if !hasRow {
      hasRow = true
      row.begin(lineNumber: lineNumber)
    }
    if isLineEnd, !isSecondHalf { lineCount += 1 }
    return state == .quoted ? takeQuoted(byte) : takePlain(byte, isLineEnd: isLineEnd)
  }

  private mutating func takeQuoted(_ byte: UInt8) -> Bool {
    if byte == UInt8(ascii: "\"") { state = .quoteInQuoted } else { row.append(byte) }
    return false
  }

  private mutating func takePlain(_ byte: UInt8, isLineEnd: Bool) -> Bool {
    let quote = UInt8(ascii: "\"")
    if isLineEnd || byte == separator {
      if !isTooLong { row.endField() }
      state = .fieldStart
      return isLineEnd
    }
    if byte == quote, state != .plain {
      if state == .quoteInQuoted, !isTooLong { row.append(quote) }
      state = .quoted
    } else {
      if !isTooLong { row.append(byte) }
      state = .plain
    }
    return false
  }

  /// A row too long is passed over to its end; in quotes nobody knows where that is.
  private mutating func overflow() throws(ImportError) {
    guard state != .quoted else {
      let limit = ImportLimits.recordByteCountMax
      throw .tooLong(byte: byteCount, what: "field in quotes", byteCountMax: limit)
    }
    isTooLong = true
    row.begin(lineNumber: row.lineNumber)
  }

  private mutating func end(into finished: inout CSVRow) -> Event {
    let wasTooLong = isTooLong
    (hasRow, isTooLong, state) = (false, false, .fieldStart)
    swap(&row, &finished)
    return wasTooLong ? .tooLong : .row
  }
}
