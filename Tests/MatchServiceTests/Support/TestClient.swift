import CSystem
import Foundation
import Testing

/// A plain blocking client: sends bytes, reads lines. One thread may send while another reads.
final class TestClient: @unchecked Sendable {
  let socket: Int32
  private var buffer: [UInt8] = []

  init(_ path: String) throws {
    socket = csystem_unix_socket()
    try #require(csystem_unix_connect(socket, path) == 0, "connect \(path): errno \(errno)")
    setTimeout()
  }

  init(port: UInt16) throws {
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let code = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    try #require(code == 0)
    setTimeout()
  }

  /// A test that waits for ever says nothing; this one fails.
  private func setTimeout() {
    var time = timeval(tv_sec: 30, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(socket) }

  /// Sends everything, or as much as the peer takes before it hangs up.
  @discardableResult func send(_ bytes: [UInt8]) -> Bool {
    var done = 0
    while done < bytes.count {
      let count = bytes[done...].withUnsafeBytes {
        Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      done += count
    }
    return true
  }

  func send(_ text: String) { send(Array(text.utf8)) }

  /// Sends `text` with descriptors beside it.
  func send(_ text: String, with descriptor: Int32) {
    _ = Array(text.utf8).withUnsafeBytes {
      csystem_send_descriptor(socket, $0.baseAddress, $0.count, descriptor)
    }
  }

  func endSending() { shutdown(socket, Int32(SHUT_WR)) }

  /// The next line without its end; `nil` at the end of the connection.
  func line() -> String? {
    while true {
      if let end = buffer.firstIndex(of: 10) {
        defer { buffer.removeFirst(end + 1) }
        return String(decoding: buffer[..<end], as: UTF8.self)
      }
      guard fill() else { return nil }
    }
  }

  func bytes(_ count: Int) -> [UInt8]? {
    while buffer.count < count { guard fill() else { return nil } }
    defer { buffer.removeFirst(count) }
    return Array(buffer.prefix(count))
  }

  private func fill() -> Bool {
    var chunk = [UInt8](repeating: 0, count: 65_536)
    let count = recv(socket, &chunk, chunk.count, 0)
    guard count > 0 else { return false }
    buffer += chunk.prefix(count)
    return true
  }

  /// The lines of one reply, to its last.
  func reply() -> [String] {
    var lines: [String] = []
    while let line = line() {
      lines.append(line)
      if ["OK", "PONG", "ERR"].contains(line.split(separator: " ").first) { break }
    }
    return lines
  }

  func ask(_ text: String) -> [String] {
    send(text)
    return reply()
  }

  /// Whether nothing more comes and the connection is over.
  var isEnded: Bool { line() == nil }
}
