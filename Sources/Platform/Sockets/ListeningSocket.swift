import CSystem
import Glibc

/// A socket that connections come in by. Accepting one never waits.
package struct ListeningSocket: Sendable {
  package let descriptor: Descriptor

  /// The longest path that a Unix socket can have, in bytes.
  package static let pathByteCountMax = Int(CSYSTEM_PATH_MAX)

  /// Listens on a Unix socket at `path`, where nothing may stand.
  /// - Parameter mode: permission bits of the socket file.
  package init(path: String, mode: UInt32) throws(SystemError) {
    descriptor = try StreamSocket.unixSocket()
    let code = descriptor.use { socket in
      // The mode is narrowed before the file appears, and then set as asked, whatever the process's mask.
      _ = fchmod(socket, mode)
      // SAFETY: `path` is handed over with its zero and lives through the call.
      return unsafe csystem_unix_bind(socket, path)
    }
    guard code == 0 else { throw SystemError("bind \(path)") }
    // SAFETY: as above.
    guard unsafe chmod(path, mode) == 0 else { throw SystemError("chmod \(path)") }
    try startListening()
  }

  /// One that somebody else has made and listens on already.
  /// - Parameter name: for messages.
  init(inherited number: Int32, name: String) throws(SystemError) {
    guard csystem_is_unix_listener(number) != 0 else {
      throw SystemError("take the socket \(name), which is no Unix socket that listens", code: EINVAL)
    }
    guard fcntl(number, F_SETFD, FD_CLOEXEC) == 0, fcntl(number, F_SETFL, O_NONBLOCK) == 0 else {
      throw SystemError("take the socket \(name)")
    }
    descriptor = Descriptor(owning: number)
  }

  /// Listens on TCP.
  /// - Parameters:
  ///   - host: an IPv4 address in host byte order.
  ///   - port: 0 lets the system choose.
  package init(host: UInt32, port: UInt16) throws(SystemError) {
    let number = csystem_tcp_listener(host, port)
    guard number >= 0 else { throw SystemError("listen on port \(port)") }
    descriptor = Descriptor(owning: number)
    try startListening()
  }

  private func startListening() throws(SystemError) {
    guard descriptor.use({ listen($0, 1024) == 0 && fcntl($0, F_SETFL, O_NONBLOCK) == 0 }) else {
      throw SystemError("listen")
    }
  }

  /// The port of a TCP socket.
  package var port: UInt16 { UInt16(descriptor.use { csystem_tcp_port($0) }) }

  /// The next connection that waits, non-blocking.
  /// - Throws: also, with `EAGAIN`, where none does.
  package func accept() throws(SystemError) -> StreamSocket {
    let number = descriptor.use { csystem_accept($0) }
    guard number >= 0 else { throw SystemError("accept") }
    return StreamSocket(descriptor: Descriptor(owning: number))
  }
}
