/// Where a field of a text line stands within the spaces and quotes that programs put around it.
struct BareField {
  private(set) var range: Range<Int>
  /// Then a quote within the field is written twice.
  private(set) var isQuoted = false

  init(_ field: Span<UInt8>) {
    range = 0..<field.count
    while let first = range.first, field[first] == UInt8(ascii: " ") { range.removeFirst() }
    while let last = range.last, field[last] == UInt8(ascii: " ") { range.removeLast() }
    let quote = UInt8(ascii: "\"")
    guard range.count >= 2, field[range.lowerBound] == quote, field[range.upperBound - 1] == quote else {
      return
    }
    range = range.lowerBound + 1..<range.upperBound - 1
    isQuoted = true
  }
}
