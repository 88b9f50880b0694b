import MatchProtocol
import Platform

extension EventLoop {
  /// How many bytes are thrown away after a reply that ends the connection, before it is cut.
  private static let discardByteCountMax = 256 << 20
  /// How often one connection may receive before others get their turn.
  private static let receiveCountMax = 8

  /// Takes what has arrived, as far as it may be parsed at once.
  func receive(_ connection: Connection) {
    for _ in 0..<Self.receiveCountMax {
      guard connection.phase != .open || (connection.unread.isEmpty && connection.mayParse(limits)) else {
        return
      }
      switch connection.socket.receive() {
      case .bytes(let bytes, let files): take(bytes, files, connection)
      case .end:
        connection.inputEnded = true
        return
      case .nothing: return
      case .failed:
        connection.inputEnded = true
        connection.phase = .lingering
        return
      }
    }
  }

  private func take(_ bytes: [UInt8], _ files: [Descriptor], _ connection: Connection) {
    connection.lastInput = now
    connection.receivedByteCount += bytes.count
    context.counters.update { $0.receivedByteCount += bytes.count }
    guard connection.phase == .open else {
      connection.discardedByteCount += bytes.count
      if connection.discardedByteCount > Self.discardByteCountMax { connection.inputEnded = true }
      return
    }
    for file in files { connection.files.append((file, connection.receivedByteCount)) }
    connection.unread = bytes[...]
    parse(connection)
  }

  /// Turns what was received into requests, as long as another one may be taken up.
  func parse(_ connection: Connection) {
    while !connection.unread.isEmpty, connection.mayParse(limits) {
      let (byteCount, event) = connection.parser.consume(connection.unread.span)
      connection.unread = connection.unread.dropFirst(byteCount)
      if let event {
        accept(event, connection)
      } else {
        countUnfinishedBody(of: connection)
      }
    }
    if connection.phase != .open { connection.unread = [] }
  }

  /// Keeps the budget in step with a body that is still arriving. One that does not fit is read past, not
  /// kept.
  private func countUnfinishedBody(of connection: Connection) {
    let growth = connection.parser.heldByteCount - connection.parsedBodyByteCount
    if context.budget.reserve(growth) {
      connection.parsedBodyByteCount += growth
    } else {
      refuseUnfinished(connection, .busy)
    }
  }

  func refuseUnfinished(_ connection: Connection, _ error: ProtocolError) {
    context.budget.release(connection.parsedBodyByteCount)
    connection.parsedBodyByteCount = 0
    connection.parser.refuse(error)
  }
}
