/// An importer of a format of lines, each of which is a record or nothing.
protocol LineImporter: ListImporter {
  var lines: BoundedLines { get set }

  /// Takes a line without its end; its physical number is from 1.
  mutating func take(_ line: Span<UInt8>, number: Int, into batch: inout ImportBatch) throws(ImportError)
}

extension LineImporter {
  mutating func read(_ text: Span<UInt8>, into batch: inout ImportBatch) throws(ImportError) {
    var line: [UInt8] = []
    var start = 0
    while let found = lines.next(in: text, from: &start, into: &line) {
      try take(found, line.span, into: &batch)
    }
  }

  mutating func finish(into batch: inout ImportBatch) throws(ImportError) {
    var line: [UInt8] = []
    if let found = lines.last(into: &line) { try take(found, line.span, into: &batch) }
  }

  private mutating func take(
    _ found: BoundedLine, _ line: Span<UInt8>, into batch: inout ImportBatch
  ) throws(ImportError) {
    let number = lines.lineCount
    guard found == .whole else {
      let limit = ImportLimits.recordByteCountMax
      return batch.refuse(.tooLong(what: "line", byteCountMax: limit), at: .line(number))
    }
    try take(line, number: number, into: &batch)
  }
}

extension Span<UInt8> {
  /// The range of what stands between the spaces and tabs at either end.
  var trimmedRange: Range<Int> {
    var range = 0..<count
    while let first = range.first, self[first] == 0x20 || self[first] == 0x09 { range.removeFirst() }
    while let last = range.last, self[last] == 0x20 || self[last] == 0x09 { range.removeLast() }
    return range
  }

  /// The text, each byte that is no part of UTF-8 as U+FFFD.
  var text: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    for index in indices { bytes.append(self[index]) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
