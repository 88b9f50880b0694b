import MatchProtocol
import TestSupport

/// The ways in which a test cuts a stream: all at once, byte by byte, and at twenty sets of random places.
func everyChunking(of bytes: [UInt8]) -> [[[UInt8]]] {
  var generator = SeededGenerator(seed: 7)
  var ways = [[bytes], bytes.map { [$0] }]
  for _ in 0..<20 {
    var pieces: [[UInt8]] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = rest.prefix(Int.random(in: 1...max(1, min(rest.count, 90)), using: &generator))
      pieces.append(Array(piece))
      rest = rest.dropFirst(piece.count)
    }
    ways.append(pieces)
  }
  return ways
}

/// What the parser makes of a stream that arrives in `pieces`.
func parse(_ pieces: [[UInt8]], limits: ProtocolLimits = .init()) -> [RequestParser.Event] {
  var parser = RequestParser(limits: limits)
  var events: [RequestParser.Event] = []
  for piece in pieces {
    var rest = piece[...]
    while !rest.isEmpty {
      let (byteCount, event) = parser.consume(Array(rest).span)
      rest = rest.dropFirst(byteCount)
      if let event { events.append(event) }
    }
  }
  return events
}

func parse(_ text: String, limits: ProtocolLimits = .init()) -> [RequestParser.Event] {
  parse([Array(text.utf8)], limits: limits)
}

/// The one error that `text` is answered with, `nil` if it is answered otherwise.
func rejection(of text: String, limits: ProtocolLimits = .init()) -> ProtocolError? {
  let events = parse(text, limits: limits)
  guard events.count == 1, case .rejected(let error) = events[0].content else { return nil }
  return error
}

/// The one request that `text` holds.
func request(in text: String, limits: ProtocolLimits = .init()) -> Request? {
  let events = parse(text, limits: limits)
  guard events.count == 1, case .request(let request) = events[0].content else { return nil }
  return request
}
