import DequeModule
import Glibc
import MatchProtocol
public import Platform

/// A connection to a daemon's Unix socket, for one thread.
public final class MatchClient {
  private let socket: StreamSocket
  /// How long to wait for the next byte, in milliseconds; -1 for ever.
  var timeout: Int32
  private var unsent: Deque<Parcel> = []
  private var received = ReceivedLines()
  private var assembler = ReplyAssembler()

  /// A request, and the descriptor that travels with it.
  public struct Outgoing {
    var bytes: [UInt8]
    var file: Descriptor?

    public init(_ request: Request, file: Descriptor? = nil) {
      bytes = RequestEncoder.encode(request)
      self.file = file
    }
  }

  /// What is left to send of a request.
  private struct Parcel {
    var bytes: ArraySlice<UInt8>
    var file: Descriptor?
  }

  public init(connectingTo path: String, timeoutMilliseconds: Int32 = -1) throws(ClientError) {
    timeout = timeoutMilliseconds
    do throws(SystemError) {
      socket = try StreamSocket.connected(to: path)
    } catch {
      throw .unreachable(path: path, error)
    }
  }

  /// Asks once and waits for the answer.
  /// - Throws: also where the daemon refuses.
  public func reply(to request: Request) throws(ClientError) -> Reply {
    var requests = [Outgoing(request)]
    var result: Reply?
    try pipeline(next: { requests.popLast() }, onReply: { result = $0 })
    guard let result else { throw .ended }
    if case .failed(let failure) = result.status { throw .refused(failure) }
    return result
  }

  /// The daemon's numbers in Prometheus' text format.
  public func exposition() throws(ClientError) -> [UInt8] {
    let reply = try reply(to: .control(.stats(.prometheus)))
    guard case .ok(let fields) = reply.status, let byteCount = fields["bytes"].flatMap({ Int($0) }) else {
      throw .ended
    }
    while true {
      if let bytes = received.next(byteCount) { return bytes }
      try receive()
    }
  }

  /// Sends requests as long as `next` gives some, at most `inflightMax` ahead of their replies, and gives
  /// every reply to `onReply`, in order. Sends and receives at the same time, so that neither side waits for
  /// the other for ever.
  public func pipeline(
    inflightMax: Int = 32, next: () -> Outgoing?, onReply body: (Reply) -> Void
  ) throws(ClientError) {
    var awaited = 0
    var isExhausted = false
    while true {
      while !isExhausted, awaited < inflightMax, unsent.count < 2 {
        guard let outgoing = next() else {
          isExhausted = true
          break
        }
        unsent.append(Parcel(bytes: outgoing.bytes[...], file: outgoing.file))
        awaited += 1
      }
      while awaited > 0, let reply = try nextReply() {
        awaited -= 1
        body(reply)
      }
      if isExhausted && awaited == 0 { return }
      if awaited == 0 || (awaited < inflightMax && unsent.isEmpty && !isExhausted) { continue }
      try transfer()
    }
  }

  /// Waits until something can be sent or received, and does that.
  private func transfer() throws(ClientError) {
    let ready = try wait(toSend: !unsent.isEmpty)
    if ready & Int16(POLLOUT) != 0 { try send() }
    if ready & Int16(POLLIN | POLLHUP | POLLERR) != 0 { try receiveNow() }
  }

  private func wait(toSend: Bool) throws(ClientError) -> Int16 {
    let wanted = Int16(POLLIN) | (toSend ? Int16(POLLOUT) : 0)
    let timeout = timeout
    let ready = socket.descriptor.use { number -> Int16 in
      var entry = pollfd(fd: number, events: wanted, revents: 0)
      // SAFETY: the call reads and fills the one entry.
      while unsafe poll(&entry, 1, timeout) < 0 && errno == EINTR {}
      return entry.revents
    }
    guard ready != 0 else { throw .timeout(timeout) }
    return ready
  }

  private func send() throws(ClientError) {
    let parcel = unsent[0]
    let count =
      if let file = parcel.file { socket.send(parcel.bytes, with: file) } else { socket.send(parcel.bytes) }
    guard let count else {
      // The daemon hung up; its last words may still be there.
      unsent = []
      return
    }
    if count > 0 { unsent[0].file = nil }
    unsent[0].bytes = parcel.bytes.dropFirst(count)
    if unsent[0].bytes.isEmpty { unsent.removeFirst() }
  }

  /// Waits for more bytes.
  private func receive() throws(ClientError) {
    _ = try wait(toSend: false)
    try receiveNow()
  }

  private func receiveNow() throws(ClientError) {
    switch socket.receive() {
    case .bytes(let bytes, _): received.append(bytes)
    case .nothing: break
    case .end, .failed: throw .ended
    }
  }

  /// The next reply that has arrived completely.
  private func nextReply() throws(ClientError) -> Reply? {
    while let line = received.nextLine() {
      do throws(ReplyLineError) {
        if let reply = try assembler.append(line) { return reply }
      } catch {
        throw .foreign(error)
      }
    }
    return nil
  }
}
