import CSystem
import Glibc
import Matcher
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

/// The request that a reload is the answer to.
struct Asker: Sendable {
  var connection: UInt64
  var number: Int
  var tag: String?
}

/// Carries messages to the event loop and wakes it.
final class Mailbox: Sendable {
  /// Readable while there are messages.
  let wake: Descriptor
  private let messages = Mutex<[Message]>([])

  init() throws(SystemError) {
    let number = csystem_eventfd()
    guard number >= 0 else { throw SystemError("eventfd") }
    wake = Descriptor(owning: number)
  }

  func post(_ message: Message) {
    let isFirst = messages.withLock {
      $0.append(message)
      return $0.count == 1
    }
    guard isFirst else { return }
    var one: UInt64 = 1
    // SAFETY: an eventfd takes the eight bytes of one number.
    _ = wake.use { unsafe write($0, &one, 8) }
  }

  func takeAll() -> [Message] {
    var count: UInt64 = 0
    // SAFETY: an eventfd gives the eight bytes of one number.
    _ = wake.use { unsafe read($0, &count, 8) }
    return messages.withLock { messages in
      defer { messages = [] }
      return messages
    }
  }
}
