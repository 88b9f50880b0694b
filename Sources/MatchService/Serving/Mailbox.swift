import Matcher
import Platform
import Synchronization

/// What other threads tell the event loop.
enum Message: Sendable {
  case answers([Answer])
  case indexOpened(generation: UInt64, asker: Asker?)
  case indexFailed(IndexError, asker: Asker?)
  case reload
  case drain
  case stop
}

/// Carries messages to the event loop and wakes it.
final class Mailbox: Sendable {
  /// Rings while there are messages.
  let bell: Doorbell
  private let messages = Mutex<[Message]>([])

  init() throws(SystemError) {
    bell = try Doorbell()
  }

  func post(_ message: Message) {
    let isFirst = messages.withLock {
      $0.append(message)
      return $0.count == 1
    }
    if isFirst { bell.ring() }
  }

  /// All messages that came since the last time.
  func collect() -> [Message] {
    bell.silence()
    return messages.withLock { messages in
      defer { messages = [] }
      return messages
    }
  }
}
