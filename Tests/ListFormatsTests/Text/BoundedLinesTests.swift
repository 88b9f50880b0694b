import Testing

@testable import ListFormats

@Suite struct BoundedLinesTests {
  private func lines(of bytes: [UInt8], cutAt cut: Int) -> [String] {
    var reader = BoundedLines()
    var line: [UInt8] = []
    var found: [String] = []
    for piece in [Array(bytes[..<cut]), Array(bytes[cut...])] {
      var start = 0
      while let next = reader.next(in: piece.span, from: &start, into: &line) {
        found.append(next == .whole ? String(decoding: line, as: UTF8.self) : "too long")
      }
    }
    if let last = reader.last(into: &line) {
      found.append(last == .whole ? String(decoding: line, as: UTF8.self) : "too long")
    }
    #expect(reader.lineCount == found.count)
    return found
  }

  @Test func everyLineEndAndEveryCut() {
    let bytes = Array("a\n\r\nbc\r\rd\n\ne".utf8)
    for cut in 0...bytes.count {
      #expect(lines(of: bytes, cutAt: cut) == ["a", "", "bc", "", "d", "", "e"])
    }
  }

  @Test func aLineAboveTheBoundIsSkippedWhole() {
    let long = [UInt8](repeating: 0x78, count: ImportLimits.recordByteCountMax + 1)
    let bytes = Array("a\n".utf8) + long + Array("\nb".utf8)
    for cut in [0, 2, 3, bytes.count / 2, bytes.count - 2, bytes.count] {
      #expect(lines(of: bytes, cutAt: cut) == ["a", "too long", "b"])
    }
    #expect(lines(of: Array(long.dropLast()), cutAt: 9).first?.utf8.count == long.count - 1)
  }
}
