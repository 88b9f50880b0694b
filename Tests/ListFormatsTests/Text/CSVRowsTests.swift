import TestSupport
import Testing

@testable import ListFormats

@Suite struct CSVRowsTests {
  private func rows(_ bytes: [UInt8], cutAt cut: Int) throws(ImportError) -> [[String]] {
    var reader = CSVRows(separator: UInt8(ascii: ","))
    var row = CSVRow()
    var rows: [[String]] = []
    func take(_ event: CSVRows.Event) {
      let fields = (0..<row.fieldCount).map { String(decoding: row.bytes[row.range($0)], as: UTF8.self) }
      rows.append(["\(row.lineNumber)"] + (event == .row ? fields : ["too long"]))
    }
    for piece in [Array(bytes[..<cut]), Array(bytes[cut...])] {
      var start = 0
      while let event = try reader.next(in: piece.span, from: &start, into: &row) { take(event) }
    }
    while let event = try reader.last(into: &row) { take(event) }
    return rows
  }

  @Test(arguments: [
    ("a,b\nc,d\n", [["1", "a", "b"], ["2", "c", "d"]]), ("a,b\r\nc", [["1", "a", "b"], ["2", "c"]]),
    ("a\rb\r\rc", [["1", "a"], ["2", "b"], ["3", ""], ["4", "c"]]), (",", [["1", "", ""]]), ("", []),
    ("\"a,\"\"b\"\"\r\nc\",d\ne", [["1", "a,\"b\"\r\nc", "d"], ["3", "e"]]),
    ("\"\",\"\"\n", [["1", "", ""]]),
    ("a\"b\",\"c\"d\n", [["1", "a\"b\"", "cd"]]), ("\"a\"", [["1", "a"]]), ("a,\n", [["1", "a", ""]]),
  ]) func rowsAreTakenApart(text: String, expected: [[String]]) throws {
    let bytes = Array(text.utf8)
    for cut in 0...bytes.count { #expect(try rows(bytes, cutAt: cut) == expected, "cut at \(cut)") }
  }

  @Test func aQuoteThatNothingClosesIsAnError() {
    let expected = "the quote that closes a field of the row on line 2"
    #expect(throws: ImportError.truncated(expected: expected)) {
      try rows(Array("a\n\"b,c\nd".utf8), cutAt: 3)
    }
  }

  @Test func aRowAboveTheBoundIsPassedOver() throws {
    let long = [UInt8](repeating: 0x78, count: 2 * ImportLimits.recordByteCountMax + 7)
    let bytes = Array("a\n".utf8) + long + Array(",y\nb".utf8)
    #expect(try rows(bytes, cutAt: 5) == [["1", "a"], ["2", "too long"], ["3", "b"]])
    #expect(throws: ImportError.self) { try rows([0x22] + long + [0x22], cutAt: 5) }
  }
}
