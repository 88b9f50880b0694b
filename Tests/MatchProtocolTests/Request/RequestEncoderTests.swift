import HashCore
import MatchProtocol
import Testing

@Suite struct RequestEncoderTests {
  @Test(arguments: [
    Request.control(.hello(clientName: "a, b")), .control(.hello(clientName: nil)), .control(.ping),
    .control(.health), .control(.reload), .control(.quit), .control(.stats(.lines)),
    .control(.stats(.prometheus)),
    .lookup(
      LookupRequest(
        queries: QueryLines(["pdq:0", "", "md5:1"]),
        keys: LookupKeys(search: SearchKeys(threshold: 1, matchCountMax: 2, engine: .linear), nearest: 3),
        leavesOutUnknown: true)
    ),
    .lookup(LookupRequest(queries: QueryLines(["md5:1"]), form: .objects)),
    .lookup(LookupRequest(queries: QueryLines(["md5:1"]), leavesOutUnknown: true, form: .objects)),
    .scan(ScanRequest(source: .descriptor, keys: ScanKeys(form: .objects))),
    .scan(ScanRequest(source: .bytes([0, 10, 13, 255]), keys: ScanKeys(name: "grün %"))),
    .scan(ScanRequest(source: .descriptor, keys: ScanKeys(qualityMin: 4, allOrientations: true))),
    .scan(
      ScanRequest(
        source: .path([47, 255, 32]), keys: ScanKeys(search: SearchKeys(engine: .auto), decode: .exact))),
    .scan(ScanRequest(source: .descriptor, keys: ScanKeys(recipes: .both, name: "protocol=full"))),
    .scan(ScanRequest(source: .descriptor, keys: ScanKeys(variants: .thorough))),
  ])
  func theParserReadsWhatTheEncoderWrites(sent: Request) {
    let events = parse([RequestEncoder.encode(sent, tag: "t-1")])
    #expect(events.map(\.content) == [.request(sent)])
    #expect(events.map(\.tag) == ["t-1"])
  }
}
