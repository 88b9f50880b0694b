import MatchProtocol
import Platform

/// The way in of one connection: bytes and descriptors as they arrive become requests, one after the other.
///
///     append --> unread --> parser --> next      a body that is still arriving is kept in the budget
///          `---> files ------------'             or, where it does not fit, read past
struct RequestIntake: ~Copyable {
  private var unread: ArraySlice<UInt8> = []
  private var parser: RequestParser
  private var files = ArrivedFiles()
  private let bodies: Budget
  /// Holds what the parser keeps of an unfinished body.
  private var arriving: Reservation
  /// Whether the budget has no room for what has arrived of a body; then somebody has to give way.
  private(set) var lacksRoom = false
  /// Requests that begin here or later are answered with `DRAINING`.
  private var drainOffset: Int?

  init(limits: ProtocolLimits, bodies: Budget, refusesHTTP: Bool = false) {
    parser = RequestParser(limits: limits, refusesHTTP: refusesHTTP)
    self.bodies = bodies
    arriving = Reservation(in: bodies)
  }

  /// Bytes that were received and not parsed yet.
  var unreadCount: Int { unread.count }
  /// Whether part of a request was parsed and the rest is awaited.
  var isInsideRequest: Bool { parser.isInsideRequest }
  /// Whether everything that came before the drain has become requests.
  var isDrained: Bool { drainOffset.map { parser.requestStartOffset >= $0 } ?? false }

  mutating func append(_ bytes: [UInt8], _ arrived: [Descriptor]) {
    unread += bytes
    files.append(arrived, endOffset: parser.consumedByteCount + unread.count)
  }

  /// The next request, once it has arrived completely. O(bytes parsed).
  mutating func next() -> ReceivedRequest? {
    let input = unread
    guard !input.isEmpty else { return nil }
    let (byteCount, event) = parser.consume(input.span)
    unread = input.dropFirst(byteCount)
    guard let event else {
      lacksRoom = !claimRoom()
      return nil
    }
    var body = Reservation(in: bodies)
    swap(&body, &arriving)
    return ReceivedRequest(
      tag: event.tag, content: content(of: event), file: files.claim(for: event), body: body)
  }

  /// Bytes that are kept of a body that is still arriving.
  var arrivingByteCount: Int { arriving.count }

  /// Has what has arrived of a body counted, if the budget has room for it by now.
  mutating func claimRoom() -> Bool {
    lacksRoom = !arriving.resize(to: parser.heldByteCount)
    return !lacksRoom
  }

  /// Gives up what has arrived of the body; the rest is read past, then the request is refused.
  mutating func giveWay() {
    parser.refuse(.busy)
    arriving.shrink()
    lacksRoom = false
  }

  private func content(of event: RequestParser.Event) -> RequestParser.Content {
    guard let drainOffset, event.startOffset >= drainOffset else { return event.content }
    return .rejected(ProtocolError(.draining, "the server is stopping"))
  }

  /// Gives the unfinished request up; nothing is taken up after it.
  /// - Returns: its tag, where its line has arrived.
  mutating func abandon() -> String? {
    arriving.shrink()
    return parser.abandon()
  }

  /// Turns away what begins behind the bytes that arrived up to now.
  /// - Parameter pendingByteCount: of those, what was not received yet.
  mutating func beginDrain(pendingByteCount: Int) {
    drainOffset = parser.consumedByteCount + unread.count + pendingByteCount
  }

  mutating func discardUnread() { unread = [] }
}

/// A request that has arrived completely, with what came beside it.
struct ReceivedRequest: ~Copyable {
  let tag: String?
  let content: RequestParser.Content
  let file: Descriptor?
  /// Holds as much of the request's body as was counted while it arrived.
  var body: Reservation
}
