import HashCore
import MatchProtocol
import Testing

@Suite struct RequestHeaderTests {
  @Test func lookupKeysAreRead() {
    let keys = LookupKeys(search: SearchKeys(threshold: 0, matchCountMax: 3, engine: .ring), nearest: 5)
    let expected = Request.lookup(LookupRequest(queries: QueryLines(["pdq:0"]), keys: keys))
    #expect(request(in: "LOOKUP pdq:0 threshold=0 max_matches=3 nearest=5 engine=ring\n") == expected)
  }

  @Test func scanKeysAreRead() {
    let keys = ScanKeys(
      search: SearchKeys(threshold: 64, matchCountMax: 1, engine: .bk), qualityMin: 0, decode: .fast,
      allOrientations: true, recipes: .cli512, variants: VariantSet.none, name: "a b")
    let line = """
      SCAN fd threshold=64 max_matches=1 quality_min=0 engine=bk decode=fast orientations=all \
      protocol=cli512 variants=none name=a%20b
      """
    #expect(request(in: line + "\n") == .scan(ScanRequest(source: .descriptor, keys: keys)))
  }

  @Test(arguments: [
    ("\n", ErrorCode.badRequest), ("ping\n", .unknownVerb), ("PING PING\n", .badRequest),
    ("PING x=1\n", .unknownKey), ("HELLO\n", .badRequest), ("HELLO matchd/2\n", .unsupportedVersion),
    ("HELLO http/1\n", .badRequest), ("LOOKUP\n", .badRequest), ("LOOKUP threshold=3\n", .badRequest),
    ("LOOKUP a threshold=257\n", .badRequest), ("LOOKUP a threshold=-1\n", .badRequest),
    ("LOOKUP a threshold=\n", .badRequest), ("LOOKUP a threshold=3 threshold=3\n", .badRequest),
    ("LOOKUP a reply=\n", .badRequest), ("LOOKUP a reply=all,known\n", .badRequest),
    ("LOOKUP a reply=json,json\n", .badRequest), ("SCAN fd reply=known\n", .badRequest),
    ("LOOKUP a engine=fast\n", .badRequest), ("LOOKUP a quality_min=3\n", .unknownKey),
    ("LOOKUP n=x\n", .badRequest), ("LOOKUP a n=1\na\n", .badRequest), ("SCAN\n", .badRequest),
    ("SCAN fd path=/a\n", .badRequest), ("SCAN path=\n", .badRequest), ("SCAN path=a%00\n", .badRequest),
    ("SCAN fd protocol=pdq\n", .badRequest), ("SCAN fd variants=all\n", .badRequest),
    ("SCAN fd decode=fast variants=standard\n", .badRequest),
    ("SCAN fd protocol=both protocol=both\n", .badRequest), ("LOOKUP a protocol=full\n", .unknownKey),
    ("SCAN fd orientations=some\n", .badRequest), ("SCAN fd name=%ff\n", .badRequest),
    ("SCAN fd name=%f\n", .badRequest), ("STATS format=json\n", .badRequest), ("PING #\n", .badRequest),
    ("PING #a/b\n", .badRequest), ("PING\t\n", .badRequest), ("PING #a b\n", .badRequest),
    ("GET / HTTP/1.1\r\n", .unknownVerb),
  ])
  func badLinesAreRejected(line: String, code: ErrorCode) {
    #expect(rejection(of: line)?.code == code)
  }

  @Test(arguments: [
    ("LOOKUP a threshold=9\n", "threshold", 8), ("SCAN fd threshold=9\n", "threshold", 8),
    ("LOOKUP a nearest=6\n", "nearest", 5), ("LOOKUP a max_matches=5\n", "max_matches", 4),
    ("SCAN path=/a max_matches=5\n", "max_matches", 4), ("LOOKUP a b c d\n", "queries", 3),
    ("LOOKUP n=4\na\nb\nc\nd\n", "queries", 3),
  ])
  func whatCostsTooMuchIsRefusedBeforeAnyWork(text: String, key: String, limit: Int) {
    let limits = ProtocolLimits(batchCountMax: 3, thresholdMax: 8, nearestMax: 5, matchCountMax: 4)
    let error = rejection(of: text, limits: limits)
    #expect(error?.code == .tooMany && error?.closesConnection == false)
    #expect(error?.fields == [Field("key", key), Field("limit", "\(limit)")])
    #expect(rejection(of: "LOOKUP a b c threshold=8 nearest=5 max_matches=4\n", limits: limits) == nil)
  }

  @Test func tagsMayBeThirtyTwoCharactersLong() {
    let tag = String(repeating: "a", count: 32)
    #expect(parse("PING #\(tag)\n").map(\.tag) == [tag])
    #expect(rejection(of: "PING #\(tag)a\n")?.code == .badRequest)
  }

  @Test func rejectionsCarryTheTag() {
    #expect(parse("FROB x=%zz #t\n").map(\.tag) == ["t"])
  }

  @Test func queriesMayHoldEqualsSigns() {
    #expect(request(in: "LOOKUP pdq:a=b\n") == .lookup(LookupRequest(queries: QueryLines(["pdq:a=b"]))))
  }

  @Test func valuesAreDecoded() {
    let expected = Request.lookup(
      LookupRequest(queries: QueryLines(["a"]), keys: LookupKeys(search: SearchKeys(threshold: 31))))
    #expect(request(in: "LOOKUP a threshold=%33%31\n") == expected)
  }
}
