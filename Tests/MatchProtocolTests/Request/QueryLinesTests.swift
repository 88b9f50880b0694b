import MatchProtocol
import Testing

@Suite struct QueryLinesTests {
  @Test func queriesStandOneBehindTheOther() {
    let lines = QueryLines(["pdq:0", "", "md5:1"])
    #expect(lines.map { String(decoding: $0, as: UTF8.self) } == ["pdq:0", "", "md5:1"])
    #expect(lines.bytes == Array("pdq:0md5:1".utf8))
    #expect(lines.indices.map { lines.withBytes(at: $0) { $0.count } } == [5, 0, 5])
  }

  /// A query is understood from the same bytes, whichever way it came.
  @Test(arguments: [[UInt8]("pdq:a=b".utf8), [0xFF], [0xC3, 0x28, 0x80], Array("a%20b".utf8)])
  func inlineQueriesAreThoseOfABatch(query: [UInt8]) {
    let inline = parse([Array("LOOKUP ".utf8) + query + Array(" x\n".utf8)])
    let batch = parse([Array("LOOKUP n=2\n".utf8) + query + Array("\nx\n".utf8)])
    #expect(inline.map(\.content) == batch.map(\.content))
    guard case .request(.lookup(let lookup)) = inline[0].content else {
      Issue.record("expected a look-up, found \(inline[0].content)")
      return
    }
    #expect(lookup.queries.map(Array.init) == [query, [UInt8(ascii: "x")]])
  }
}
