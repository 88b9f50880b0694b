import TestSupport
import Testing

@testable import MatchService

@Suite struct ReceivedLinesTests {
  @Test func linesComeHoweverTheyAreCut() {
    let text = "first\n\nthird line\nlast"
    for size in 1...text.utf8.count {
      var received = ReceivedLines()
      var lines: [String] = []
      var rest = Array(text.utf8)[...]
      while !rest.isEmpty {
        received.append(Array(rest.prefix(size)))
        rest = rest.dropFirst(size)
        while let line = received.nextLine() { lines.append(String(decoding: line, as: UTF8.self)) }
      }
      #expect(lines == ["first", "", "third line"])
      #expect(received.next(5) == nil)
      #expect(received.next(4) == Array("last".utf8))
    }
  }

  @Test func bodiesStandBetweenLines() {
    var received = ReceivedLines()
    received.append(Array("OK bytes=3\na\nbnext\n".utf8))
    #expect(received.nextLine() == Array("OK bytes=3".utf8))
    #expect(received.next(3) == Array("a\nb".utf8))
    #expect(received.nextLine() == Array("next".utf8))
    #expect(received.nextLine() == nil)
  }

  /// Against one long text that is cut at its line ends.
  @Test func longStreamsComeThrough() {
    var generator = SeededGenerator(seed: 43)
    let expected = (0..<2000).map { String(repeating: "x", count: generator.below(40)) + "\($0)" }
    let stream = Array(expected.map { $0 + "\n" }.joined().utf8)
    var received = ReceivedLines()
    var lines: [String] = []
    var start = 0
    while start < stream.count {
      let end = min(stream.count, start + 1 + generator.below(300))
      received.append(Array(stream[start..<end]))
      start = end
      while generator.below(4) > 0, let line = received.nextLine() {
        lines.append(String(decoding: line, as: UTF8.self))
      }
    }
    while let line = received.nextLine() { lines.append(String(decoding: line, as: UTF8.self)) }
    #expect(lines == expected)
  }
}
