import DequeModule
import MatchProtocol
import Platform

/// Descriptors that came in on one connection and belong to no request yet.
struct ArrivedFiles {
  /// With where in the stream the bytes that each came with end.
  private var files: Deque<(file: Descriptor, endOffset: Int)> = []

  /// Keeps the first of those that came together, for the request that they came with; the others are closed,
  /// and so is whatever comes while a request that has one goes on: a client that sends half a line and
  /// descriptors for ever holds one.
  mutating func append(_ arrived: [Descriptor], endOffset: Int) {
    guard let file = arrived.first else { return }
    if files.count > 1 { files.removeLast() }
    files.append((file, endOffset))
  }

  /// The descriptor that came with this request; whatever else came with it is closed.
  ///
  /// One that came with later bytes of the stream is given only to a request that asks for one: a client may
  /// have its descriptor sent with the bytes that end the receive.
  mutating func claim(for event: RequestParser.Event) -> Descriptor? {
    guard let first = files.first else { return nil }
    guard event.content.asksForDescriptor || first.endOffset <= event.endOffset else { return nil }
    files.removeFirst()
    while let next = files.first, next.endOffset <= event.endOffset { files.removeFirst() }
    return first.file
  }
}

extension RequestParser.Content {
  fileprivate var asksForDescriptor: Bool {
    if case .request(.scan(let scan)) = self { scan.source == .descriptor } else { false }
  }
}
