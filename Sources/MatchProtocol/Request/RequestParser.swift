import HashCore

/// Turns the bytes of one connection into requests, however the bytes are cut.
///
/// Fed with whatever arrived; consumes until one request is complete, and then says so. Holds at most one
/// line and the body of the request that is being read. After a request that ends the connection it consumes
/// everything silently.
///
///     line --(nothing announced)--> request
///     line --(bytes=)--> body ------> request        rejected and refused requests read their body too,
///     line --(n=)------> lines -----> request        but keep nothing of it
public struct RequestParser: Sendable {
  /// One request, or what is wrong with it.
  public struct Event: Equatable, Sendable {
    public var tag: String?
    public var content: Content
    /// Where the request's first byte stood in the connection's stream.
    public var startOffset: Int
    /// Where its last byte stood, plus one.
    public var endOffset: Int
  }

  public enum Content: Equatable, Sendable {
    case request(Request)
    case rejected(ProtocolError)
  }

  /// Where the first byte that no finished request has consumed stands in the stream.
  public private(set) var requestStartOffset = 0
  /// How many bytes were consumed so far.
  public private(set) var consumedByteCount = 0

  private let limits: ProtocolLimits
  private let refusesHTTP: Bool
  private var state = State.line
  /// What has arrived of the line that is being read, or all of it, without its end.
  private var line: [UInt8] = []
  private var header: RequestHeader?
  private var body: [UInt8] = []
  private var queries = QueryLines()

  private enum State: Equatable {
    case line
    case body(remaining: Int)
    case lines(remaining: Int)
    case ended
  }

  /// - Parameter refusesHTTP: whether a first line that looks like one of HTTP ends the connection: on TCP a
  ///   web page can have a browser send requests whose bodies hold requests of this protocol.
  public init(limits: ProtocolLimits = .init(), refusesHTTP: Bool = false) {
    self.limits = limits
    self.refusesHTTP = refusesHTTP
  }

  /// Whether part of a request has arrived and the rest is awaited.
  public var isInsideRequest: Bool { state != .ended && requestStartOffset < consumedByteCount }

  /// Bytes of the unfinished request's body that are kept in memory.
  public var heldByteCount: Int { body.count + queries.bytes.count }

  /// Answers the unfinished request with `error`: what is kept of its body is dropped, the rest is read past.
  /// - Precondition: a request is unfinished and its line is complete.
  public mutating func refuse(_ error: ProtocolError) {
    precondition(header != nil, "no request to refuse")
    header?.content = .rejected(error)
    dropBody()
  }

  /// Gives the unfinished request up, and with it all that follows: from now on everything is consumed
  /// silently.
  /// - Returns: the request's tag, where its line is complete.
  public mutating func abandon() -> String? {
    let tag = header?.tag
    state = .ended
    header = nil
    line = []
    dropBody()
    return tag
  }

  /// Consumes bytes from the front of `input` until a request is complete or `input` is used up.
  /// - Returns: how many bytes were consumed, and the request that they completed. O(consumed).
  public mutating func consume(_ input: Span<UInt8>) -> (byteCount: Int, event: Event?) {
    var position = 0
    while position < input.count {
      let rest = input.extracting(position...)
      let (byteCount, isComplete) = step(rest)
      position += byteCount
      consumedByteCount += byteCount
      if isComplete { return (position, finishRequest()) }
    }
    return (position, nil)
  }

  /// One step of the state machine on input that is not empty.
  private mutating func step(_ input: Span<UInt8>) -> (byteCount: Int, isComplete: Bool) {
    switch state {
    case .line: readHeaderLine(input)
    case .body(let remaining): readBody(input, remaining)
    case .lines(let remaining): readQueryLine(input, remaining)
    case .ended: (input.count, false)
    }
  }

  private mutating func readHeaderLine(_ input: Span<UInt8>) -> (Int, Bool) {
    let (byteCount, isComplete) = readLine(input)
    guard isComplete else { return (byteCount, header != nil) }
    let header = RequestHeader(
      line, limits: limits, refusesHTTP: refusesHTTP && requestStartOffset == 0)
    self.header = header
    line.removeAll(keepingCapacity: true)
    if case .rejected(let error) = header.content, error.closesConnection { return (byteCount, true) }
    switch header.announced {
    case .nothing, .unreadable, .body(byteCount: 0), .lines(count: 0): return (byteCount, true)
    case .body(let announced): beginBody(announced)
    case .lines(let count): beginLines(count)
    }
    return (byteCount, false)
  }

  private mutating func beginBody(_ byteCount: Int) {
    state = .body(remaining: byteCount)
    if keepsBody { body.reserveCapacity(byteCount) }
  }

  private mutating func beginLines(_ count: Int) {
    state = .lines(remaining: count)
    if keepsBody { queries.reserve(count) }
  }

  private mutating func readBody(_ input: Span<UInt8>, _ remaining: Int) -> (Int, Bool) {
    let byteCount = min(remaining, input.count)
    if keepsBody { body.append(input.extracting(first: byteCount)) }
    state = .body(remaining: remaining - byteCount)
    return (byteCount, byteCount == remaining)
  }

  private mutating func readQueryLine(_ input: Span<UInt8>, _ remaining: Int) -> (Int, Bool) {
    let (byteCount, isComplete) = readLine(input)
    guard isComplete else { return (byteCount, rejectionCloses) }
    if keepsBody { queries.append(line) }
    line.removeAll(keepingCapacity: true)
    state = .lines(remaining: remaining - 1)
    return (byteCount, remaining == 1)
  }

  /// Adds to `line` up to its LF or CR LF; complete is what has its end. A line beyond the limit turns the
  /// request into one that is answered with `LINE_TOO_LONG`.
  private mutating func readLine(_ input: Span<UInt8>) -> (byteCount: Int, isComplete: Bool) {
    let newline = input.firstOffset(of: UInt8(ascii: "\n"))
    line.append(input.extracting(first: newline ?? input.count))
    let byteCount = newline.map { $0 + 1 } ?? input.count
    let isReturn = line.last == UInt8(ascii: "\r")
    guard line.count - (isReturn ? 1 : 0) <= limits.lineByteCountMax else {
      rejectLongLine()
      return (byteCount, false)
    }
    guard newline != nil else { return (byteCount, false) }
    if isReturn { line.removeLast() }
    return (byteCount, true)
  }

  private mutating func rejectLongLine() {
    let error = ProtocolError(
      .lineTooLong, "expected lines of at most \(limits.lineByteCountMax) bytes, found a longer one",
      fields: [Field("limit", "\(limits.lineByteCountMax)")])
    header = RequestHeader(tag: header?.tag, content: .rejected(error), announced: .nothing)
    dropBody()
  }

  private mutating func dropBody() {
    body = []
    queries = QueryLines()
  }

  private var keepsBody: Bool {
    if case .request = header?.content { true } else { false }
  }

  private var rejectionCloses: Bool {
    if case .rejected(let error) = header?.content { error.closesConnection } else { false }
  }

  private mutating func finishRequest() -> Event {
    let header = header!
    let event = Event(
      tag: header.tag, content: content(of: header), startOffset: requestStartOffset,
      endOffset: consumedByteCount)
    state = rejectionCloses ? .ended : .line
    requestStartOffset = consumedByteCount
    self.header = nil
    dropBody()
    return event
  }

  /// What the line asked, with the body that followed it.
  private func content(of header: RequestHeader) -> Content {
    switch header.content {
    case .rejected(let error): return .rejected(error)
    case .request(.scan(var scan)):
      if case .bytes = scan.source { scan.source = .bytes(body) }
      return .request(.scan(scan))
    case .request(.lookup(var lookup)):
      if case .lines = header.announced { lookup.queries = queries }
      return .request(.lookup(lookup))
    case .request(let request): return .request(request)
    }
  }
}

extension RequestHeader {
  init(tag: String?, content: Content, announced: Announcement) {
    self.tag = tag
    self.content = content
    self.announced = announced
  }
}
