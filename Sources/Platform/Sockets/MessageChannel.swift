import CSystem
import Glibc

/// One end of a pair of sockets over which two processes send each other messages: four bytes of
/// length, least significant first, then so many bytes.
package struct MessageChannel: Sendable {
  package let descriptor: Descriptor
  /// Whether this process may `write` alone, as a cell; the other end must not be stopped by SIGPIPE.
  private let mayOnlyWrite: Bool

  private static let lengthByteCount = 4

  /// The end that another process has handed to this one.
  package init(inherited number: Int32) {
    descriptor = Descriptor(owning: number)
    mayOnlyWrite = true
  }

  private init(_ descriptor: Descriptor) {
    self.descriptor = descriptor
    mayOnlyWrite = false
  }

  /// A new pair: this process's end, and the descriptor of the other, to be handed on.
  /// - Parameter tick: how long a read waits before it asks whether to go on, in milliseconds.
  package static func pair(
    tick: Int32
  ) throws(SystemError) -> (own: MessageChannel, other: Descriptor) {
    var ends: [Int32] = [-1, -1]
    // SAFETY: the call fills both places.
    guard unsafe csystem_socket_pair(&ends) == 0 else { throw SystemError("socketpair") }
    let (own, other) = (Descriptor(owning: ends[0]), Descriptor(owning: ends[1]))
    guard own.use({ csystem_bound_reads($0, tick) }) == 0 else { throw SystemError("setsockopt") }
    return (MessageChannel(own), other)
  }

  /// Whether nobody holds the other end any more.
  package var hasHungUp: Bool { descriptor.use { csystem_has_hung_up($0) } != 0 }

  /// - Returns: whether the peer is still there to take it.
  package func send(_ message: [UInt8]) -> Bool {
    var rest = Self.framed(message)[...]
    while !rest.isEmpty {
      let count = sendSome(rest)
      if count < 0 && errno != EINTR { return false }
      rest = rest.dropFirst(max(0, count))
    }
    return true
  }

  /// A message as it is sent, its length before it.
  package static func framed(_ message: [UInt8]) -> [UInt8] {
    precondition(message.count <= UInt32.max, "a message has at most 4 GiB")
    return (0..<lengthByteCount).map { UInt8(truncatingIfNeeded: message.count >> (8 * $0)) } + message
  }

  private func sendSome(_ bytes: ArraySlice<UInt8>) -> Int {
    descriptor.use { number in
      // SAFETY: the calls read the slice's own bytes.
      unsafe bytes.withUnsafeBytes {
        mayOnlyWrite
          ? unsafe Glibc.write(number, $0.baseAddress, $0.count)
          : unsafe csystem_send(number, $0.baseAddress, $0.count)
      }
    }
  }

  /// The next message of the peer.
  ///
  /// - Parameters:
  ///   - byteCountMax: a longer one is not received.
  ///   - isWaitedFor: asked each tick in which nothing comes.
  /// - Returns: `nil` where the peer has hung up, sends something else, or is not waited for any more.
  package func receive(byteCountMax: Int, while isWaitedFor: () -> Bool = { true }) -> [UInt8]? {
    var bytes: [UInt8] = []
    var byteCount: Int?
    while true {
      if byteCount == nil, bytes.count >= Self.lengthByteCount {
        byteCount = Self.lengthByteCount + Self.length(in: bytes)
      }
      if let byteCount {
        guard byteCount <= Self.lengthByteCount + byteCountMax, bytes.count <= byteCount else { return nil }
        if bytes.count == byteCount { return Array(bytes[Self.lengthByteCount...]) }
      }
      // Never more than this message: another may stand behind it.
      let wanted = (byteCount ?? Self.lengthByteCount) - bytes.count
      guard let piece = nextPiece(wanted, while: isWaitedFor) else { return nil }
      bytes += piece
    }
  }

  private static func length(in bytes: [UInt8]) -> Int {
    (0..<lengthByteCount).reduce(0) { $0 | Int(bytes[$1]) << (8 * $1) }
  }

  /// At least one byte; `nil` where none comes any more.
  private func nextPiece(_ byteCountMax: Int, while isWaitedFor: () -> Bool) -> [UInt8]? {
    while true {
      do throws(SystemError) {
        let piece = try descriptor.readSome(byteCountMax)
        return piece.isEmpty ? nil : piece
      } catch {
        guard error.code == EAGAIN, isWaitedFor() else { return nil }
      }
    }
  }
}
