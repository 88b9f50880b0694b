import Foundation
import Platform
import Synchronization

@testable import MatchService

/// Says on a socket what a test has it say, a line for a line; greetings are answered, or not.
final class ScriptedDaemon: Sendable {
  enum Step {
    case reply(String)
    /// Some last words, then the connection ends.
    case end(String)
    /// Nobody listens any more, and all connections end.
    case die
    /// Nothing, now and later on this connection, which stays.
    case silence
  }

  private let path: String
  private let script: @Sendable (String) -> Step
  private let listener: ListeningSocket
  private let isStopped = Mutex(false)
  private let lines = Mutex<[String]>([])

  private let greets: @Sendable () -> Bool

  /// Lasts until `stop`.
  init(
    _ path: String, greets: @escaping @Sendable () -> Bool = { true },
    _ script: @escaping @Sendable (String) -> Step
  ) throws {
    unlink(path)
    self.path = path
    self.greets = greets
    self.script = script
    listener = try ListeningSocket(path: path, mode: 0o600)
    Thread.detachNewThread { self.listen() }
  }

  /// How often each request was heard.
  var heard: [String: Int] { lines.withLock { Dictionary($0.map { ($0, 1) }, uniquingKeysWith: +) } }

  func stop() {
    isStopped.withLock {
      if !$0 { unlink(path) }
      $0 = true
    }
  }

  private var isOver: Bool { isStopped.withLock { $0 } }

  private func listen() {
    while !isOver {
      if let socket = try? listener.accept() {
        Thread.detachNewThread { self.serve(socket) }
      } else {
        waitForInput(listener.descriptor)
      }
    }
  }

  private func serve(_ socket: StreamSocket) {
    var received = ReceivedLines()
    while !isOver {
      switch socket.receive() {
      case .bytes(let bytes, _): received.append(bytes)
      case .nothing: waitForInput(socket.descriptor)
      case .end, .failed: return
      }
      while let line = received.nextLine() {
        if !answer(String(decoding: line, as: UTF8.self), socket) { return }
      }
    }
  }

  /// Waits until something comes, or it may be time to stop.
  private func waitForInput(_ descriptor: Descriptor) {
    var entry = descriptor.use { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    _ = poll(&entry, 1, 20)
  }

  /// Whether the connection goes on.
  private func answer(_ line: String, _ socket: StreamSocket) -> Bool {
    if line.hasPrefix("HELLO") { return !greets() || send("OK\n", socket) }
    lines.withLock { $0.append(line) }
    switch script(line) {
    case .reply(let text): return send("\(text)\n", socket)
    case .end(let text): _ = send(text, socket)
    case .die: stop()
    case .silence: ignore(socket)
    }
    return false
  }

  /// Reads what comes until the other side ends the connection.
  private func ignore(_ socket: StreamSocket) {
    while !isOver {
      switch socket.receive() {
      case .bytes: break
      case .nothing: waitForInput(socket.descriptor)
      case .end, .failed: return
      }
    }
  }

  private func send(_ text: String, _ socket: StreamSocket) -> Bool {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      guard let count = socket.send(rest) else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}
