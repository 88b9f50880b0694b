import CSystem
import Glibc

/// Unix sockets and what can be set of sockets.
extension StreamSocket {
  /// Connects to the Unix socket at `path`. From then on the socket never waits.
  ///
  /// - Parameter waiting: whether to wait where the listener's queue of connections is full,
  ///   rather than fail with `EAGAIN`.
  package static func connected(to path: String, waiting: Bool = true) throws(SystemError) -> StreamSocket {
    let socket = StreamSocket(descriptor: try unixSocket())
    if !waiting { socket.neverWait() }
    // SAFETY: `path` is handed over with its zero and lives through the call.
    guard socket.descriptor.use({ unsafe csystem_unix_connect($0, path) }) == 0 else {
      throw SystemError("connect")
    }
    socket.neverWait()
    return socket
  }

  static func unixSocket() throws(SystemError) -> Descriptor {
    let number = csystem_unix_socket()
    guard number >= 0 else { throw SystemError("socket") }
    return Descriptor(owning: number)
  }

  private func neverWait() { _ = descriptor.use { fcntl($0, F_SETFL, O_NONBLOCK) } }

  /// Has TCP send small replies at once.
  package func sendAtOnce() { _ = descriptor.use { csystem_tcp_no_delay($0) } }
}
