import MatchProtocol
import TestSupport
import Testing

@Suite struct RequestParserTests {
  private static let small = ProtocolLimits(lineByteCountMax: 100, batchCountMax: 4, bodyByteCountMax: 50)

  /// Every verb, tags, CR LF, a body that looks like requests, a batch, rejected requests with bodies.
  private static let session = """
    HELLO matchd/1 client=nc\r
    PING #a
    LOOKUP pdq:00 md5:11 threshold=40 #b.1
    LOOKUP n=3 reply=known nearest=2\r
    pdq:zz\r

    sha1:22 and more
    SCAN bytes=11 name=a%20b #c
    PING\nPING\n\nSCAN bytes=3 quality=4
    abcLOOKUP n=2 frob=1 #d
    PING
    PING
    FROB bytes=4
    PINGSCAN fd
    SCAN path=/srv/in/a%25.jpg orientations=all
    STATS format=prometheus
    HEALTH
    RELOAD
    QUIT #e

    """

  private static let expected: [(tag: String?, content: String)] = [
    (nil, "hello nc"), ("a", "ping"), ("b.1", "lookup 2 pdq:00|md5:11"),
    (nil, "lookup known 3 pdq:zz||sha1:22 and more"), ("c", "scan 11 a b"), (nil, "UNKNOWN_KEY"),
    ("d", "UNKNOWN_KEY"), (nil, "UNKNOWN_VERB"), (nil, "scan fd"), (nil, "scan /srv/in/a%.jpg"),
    (nil, "stats prometheus"), (nil, "health"), (nil, "reload"), ("e", "quit"),
  ]

  @Test func everyChunkingGivesTheSameRequests() {
    for pieces in everyChunking(of: Array(Self.session.utf8)) {
      let events = parse(pieces)
      #expect(events.map(\.tag) == Self.expected.map(\.tag))
      #expect(events.map { summary($0.content) } == Self.expected.map(\.content))
    }
  }

  @Test func offsetsCoverTheStreamWithoutGaps() {
    let events = parse(Self.session)
    #expect(events.first?.startOffset == 0)
    #expect(events.last?.endOffset == Self.session.utf8.count)
    for (earlier, later) in zip(events, events.dropFirst()) {
      #expect(earlier.endOffset == later.startOffset)
    }
  }

  @Test func bodiesArriveUnchanged() {
    let body = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    for pieces in everyChunking(of: Array("SCAN bytes=1000\n".utf8) + body + Array("PING\n".utf8)) {
      let events = parse(pieces)
      #expect(events.count == 2)
      #expect(events[0].content == .request(.scan(ScanRequest(source: .bytes(body)))))
    }
  }

  @Test func emptyBodiesAndBatchesAreComplete() {
    #expect(request(in: "SCAN bytes=0\n") == .scan(ScanRequest(source: .bytes([]))))
    #expect(request(in: "LOOKUP n=0\n") == .lookup(LookupRequest(queries: QueryLines())))
  }

  @Test func tooManyQueriesAreReadPast() {
    let events = parse("LOOKUP n=5 #t\na\nb\nc\nd\ne\nPING\n", limits: Self.small)
    #expect(events.map { summary($0.content) } == ["TOO_MANY", "ping"])
    #expect(events[0].tag == "t")
  }

  @Test func farTooManyQueriesEndTheConnection() {
    for pieces in everyChunking(of: Array("LOOKUP n=41\na\nPING\n".utf8)) {
      let events = parse(pieces, limits: Self.small)
      #expect(events.map { summary($0.content) } == ["TOO_MANY"])
      guard case .rejected(let error) = events.first?.content else {
        Issue.record("expected a refusal, found \(events)")
        continue
      }
      #expect(error.closesConnection)
    }
  }

  @Test func tooLargeBodiesEndTheConnection() {
    let events = parse("SCAN bytes=51 #t\nPING\n", limits: Self.small)
    #expect(events.map { summary($0.content) } == ["TOO_LARGE"])
    #expect(events[0].tag == "t")
  }

  @Test func linesMayBeAsLongAsTheLimit() {
    let word = String(repeating: "x", count: 100)
    for end in ["\n", "\r\n"] {
      #expect(rejection(of: word + end, limits: Self.small)?.code == .unknownVerb)
      for pieces in everyChunking(of: Array((word + "x" + end + "PING\n").utf8)) {
        #expect(parse(pieces, limits: Self.small).map { summary($0.content) } == ["LINE_TOO_LONG"])
      }
    }
  }

  @Test func longLinesInBatchesEndTheConnection() {
    let text = "LOOKUP n=2 #t\n" + String(repeating: "x", count: 101) + "\nPING\nPING\n"
    for pieces in everyChunking(of: Array(text.utf8)) {
      let events = parse(pieces, limits: Self.small)
      #expect(events.map { summary($0.content) } == ["LINE_TOO_LONG"])
      #expect(events.map(\.tag) == ["t"])
    }
  }

  @Test func longLinesAreNoticedBeforeTheyEnd() {
    #expect(rejection(of: String(repeating: "x", count: 102), limits: Self.small)?.code == .lineTooLong)
  }

  @Test func refusedRequestsKeepNothingAndReadTheirBody() {
    var parser = RequestParser()
    _ = parser.consume(Array("SCAN bytes=10 #t\nabcd".utf8).span)
    #expect(parser.heldByteCount == 4)
    #expect(parser.isInsideRequest)
    parser.refuse(ProtocolError(.busy, "no room"))
    #expect(parser.heldByteCount == 0)
    let (byteCount, event) = parser.consume(Array("efghijPING\n".utf8).span)
    #expect(byteCount == 6)
    #expect(event?.tag == "t")
    #expect(event.map { summary($0.content) } == "BUSY")
    #expect(!parser.isInsideRequest)
  }

  /// A reader that takes a count for another number than its writer takes a body for requests.
  @Test func countsThatCannotBeReadEndTheConnection() {
    for line in [
      "SCAN bytes=04", "LOOKUP n=1234567890123456", "SCAN bytes=%3", "FROB bytes=1x", "LOOKUP n=+1",
      "SCAN bytes=%31", "SCAN bytes=3 bytes=4", "LOOKUP n=1 bytes=5", "PING n=04", "LOOKUP bytes=04",
      "SCAN BYTES=5", "SCAN bytes:5", "SCAN bytes =5", "SCAN\tbytes=5", "LOOKUP bytes 5",
    ] {
      for pieces in everyChunking(of: Array("PING\n\(line) #t\nPING\nPING\n".utf8)) {
        let events = parse(pieces)
        #expect(events.count == 2)
        guard case .rejected(let error) = events.last?.content else {
          Issue.record("expected a refusal of \(line), found \(events)")
          continue
        }
        #expect(error.closesConnection && events.last?.tag == "t")
      }
    }
  }

  @Test func whatIsAnnouncedIsReadPastWhateverTheVerbTakes() {
    let events = parse("PING bytes=5\nPING\nLOOKUP bytes=5\nPING\nSCAN n=1\nPING\nSTATS n=1\nQUIT\nPING\n")
    #expect(
      events.map { summary($0.content) }
        == ["UNKNOWN_KEY", "UNKNOWN_KEY", "UNKNOWN_KEY", "UNKNOWN_KEY", "ping"])
  }

  @Test func linesOfHTTPEndTheConnectionWhereTheyAreRefused() {
    for line in ["GET / HTTP/1.1\r", "POST /a", "PRI * HTTP/2.0", "frob HTTP/9"] {
      let bytes = Array("\(line)\nPING\n".utf8)
      for (refusesHTTP, count) in [(true, 1), (false, 2)] {
        var parser = RequestParser(refusesHTTP: refusesHTTP)
        var found = 0
        var rest = bytes[...]
        while !rest.isEmpty {
          let (byteCount, event) = parser.consume(Array(rest).span)
          rest = rest.dropFirst(byteCount)
          if event != nil { found += 1 }
        }
        #expect(found == count, "\(line)")
      }
    }
    var parser = RequestParser(refusesHTTP: true)
    _ = parser.consume(Array("PING\n".utf8).span)
    let (_, event) = parser.consume(Array("GET /\n".utf8).span)
    guard case .rejected(let error) = event?.content else {
      return #expect(Bool(false), "GET was not refused")
    }
    #expect(!error.closesConnection, "only a first line is looked at")
  }

  @Test func abandonedRequestsConsumeAllThatFollows() {
    for (text, tag) in [("SCAN bytes=9 #t\nabcd", "t"), ("LOOKUP n=2 #u\na\nb", "u"), ("PIN", nil)] {
      var parser = RequestParser()
      _ = parser.consume(Array(text.utf8).span)
      #expect(parser.isInsideRequest)
      #expect(parser.abandon() == tag)
      #expect(parser.heldByteCount == 0 && !parser.isInsideRequest)
      let (byteCount, event) = parser.consume(Array("\nPING\nPING\n".utf8).span)
      #expect(byteCount == 11 && event == nil)
    }
  }

  @Test func randomBytesNeverStopTheParser() {
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<200 {
      let alphabet = Array("LOKUPSCANbytesn=0123 #%\n\r\n".utf8) + [0, 255]
      let bytes = (0..<400).map { _ in alphabet.randomElement(using: &generator)! }
      let whole = parse([bytes], limits: Self.small)
      let pieces = parse(bytes.map { [$0] }, limits: Self.small)
      #expect(pieces.map(\.content) == whole.map(\.content))
      #expect(pieces.map(\.startOffset) == whole.map(\.startOffset))
    }
  }
}

/// A few words that tell requests apart.
private func summary(_ content: RequestParser.Content) -> String {
  switch content {
  case .rejected(let error): error.code.rawValue
  case .request(let request): summary(request)
  }
}

private func summary(_ request: Request) -> String {
  switch request {
  case .lookup(let lookup): summary(lookup)
  case .scan(let scan): summary(scan)
  case .control(let control): summary(control)
  }
}

private func summary(_ control: ControlRequest) -> String {
  switch control {
  case .hello(let clientName): "hello \(clientName ?? "")"
  case .ping: "ping"
  case .stats(let format): "stats \(format.rawValue)"
  case .health: "health"
  case .reload: "reload"
  case .quit: "quit"
  }
}

private func summary(_ lookup: LookupRequest) -> String {
  let queries = lookup.queries.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "|")
  return "lookup \(lookup.leavesOutUnknown ? "known " : "")\(lookup.queries.count) \(queries)"
}

private func summary(_ scan: ScanRequest) -> String {
  switch scan.source {
  case .bytes(let bytes): "scan \(bytes.count) \(scan.keys.name ?? "")"
  case .descriptor: "scan fd"
  case .path(let path): "scan \(String(decoding: path, as: UTF8.self))"
  }
}
