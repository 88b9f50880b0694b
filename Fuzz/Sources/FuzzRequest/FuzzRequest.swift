import MatchProtocol

/// Any bytes as what a client sends: however they are cut, the requests are the same, and each request is
/// read back from what a client writes of it.
///
/// The first byte is the size of the pieces, the rest what they hold.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzRequest(_ start: UnsafePointer<UInt8>?, _ byteCount: Int) -> CInt {
  // SAFETY: libFuzzer hands over `byteCount` bytes that live until the return.
  let input = unsafe Array(UnsafeBufferPointer(start: start, count: byteCount))
  guard let pieceSize = input.first else { return 0 }
  let stream = Array(input.dropFirst())
  let whole = events(in: stream, pieceSize: .max)
  precondition(events(in: stream, pieceSize: 1 + Int(pieceSize)) == whole, "other pieces, other requests")
  for event in whole {
    if case .request(let request) = event.content { expectReadBack(request, event.tag) }
  }
  return 0
}

/// Small, so that short inputs reach them.
private let limits = ProtocolLimits(lineByteCountMax: 300, batchCountMax: 8, bodyByteCountMax: 500)

private func events(
  in stream: [UInt8], pieceSize: Int, limits: ProtocolLimits = limits
) -> [RequestParser.Event] {
  var parser = RequestParser(limits: limits)
  var events: [RequestParser.Event] = []
  var place = 0
  while place < stream.count {
    let end = place + min(pieceSize, stream.count - place)
    let (byteCount, event) = parser.consume(stream.span.extracting(place..<end))
    precondition(byteCount > 0 && byteCount <= end - place, "consumed \(byteCount) of \(end - place) bytes")
    precondition(parser.heldByteCount <= stream.count, "holds more than came")
    place += byteCount
    if let event { events.append(event.withoutEndOfConnection) }
  }
  return events
}

/// A query that ends with CR loses it to its line end.
private func expectReadBack(_ request: Request, _ tag: String?) {
  if case .lookup(let lookup) = request, lookup.queries.contains(where: { $0.last == 13 }) { return }
  let limits = ProtocolLimits(lineByteCountMax: 1 << 16)
  let again = events(in: RequestEncoder.encode(request, tag: tag), pieceSize: .max, limits: limits)
  precondition(
    again.count == 1 && again[0].content == .request(request) && again[0].tag == tag, "read otherwise")
}

extension RequestParser.Event {
  /// This event without its end where it ends the connection: how much of a line that is too long was read
  /// depends on the pieces, and nobody asks.
  fileprivate var withoutEndOfConnection: Self {
    guard case .rejected(let error) = content, error.closesConnection else { return self }
    var event = self
    event.endOffset = startOffset
    return event
  }
}
