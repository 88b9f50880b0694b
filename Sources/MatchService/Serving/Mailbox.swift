import Cells
import DequeModule
import Matcher
import Platform
import Synchronization

/// What other threads tell the event loop.
enum Message: ~Copyable, Sendable {
  case worked(WorkReport)
  /// `needsRestart`: settings that changed and were not taken up.
  case indexOpened(generation: UInt64, needsRestart: [String], asker: Asker?)
  case indexFailed(SourceError, asker: Asker?)
  /// Every cell is locked down.
  case cellsStarted
  case cellsFailed(CellStartError)
  case reload
  case drain
  case stop
}

/// Carries messages to the event loop and wakes it.
final class Mailbox: Sendable {
  /// Rings while there are messages.
  let bell: Doorbell
  private let messages = Mutex(UniqueDeque<Message>())

  init() throws(SystemError) {
    bell = try Doorbell()
  }

  func post(_ message: consuming Message) {
    var message = Optional(message)
    let isFirst = messages.withLock { messages in
      if let message = message.take() { messages.append(message) }
      return messages.count == 1
    }
    if isFirst { bell.ring() }
  }

  /// All messages that came since the last time.
  func collect() -> UniqueDeque<Message> {
    bell.silence()
    var collected = UniqueDeque<Message>()
    messages.withLock { swap(&$0, &collected) }
    return collected
  }
}
