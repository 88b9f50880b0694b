import Glibc

/// Owns one file descriptor and closes it at the end of its life.
public final class Descriptor: Sendable {
  private let number: Int32

  package init(owning number: Int32) { self.number = number }

  deinit { close(number) }

  /// Hands the number to `body`; the descriptor stays open at least until `body` returns.
  package func use<Result, Failure: Error>(
    _ body: (Int32) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    defer { withExtendedLifetime(self) {} }
    return try body(number)
  }
}

/// The process's own streams: never closed, since these values live as long as the process.
extension Descriptor {
  package static let standardInput = Descriptor(owning: STDIN_FILENO)
  package static let standardOutput = Descriptor(owning: STDOUT_FILENO)
  package static let standardError = Descriptor(owning: STDERR_FILENO)

  /// Has descriptors 0 to 2 open, on nothing where they were not: what is opened next would get their
  /// numbers, and words for people would be written into it. Call before anything else is opened. Standard
  /// output that was closed cannot be written: an answer that goes nowhere is not taken for one that was
  /// given.
  package static func openStandardStreams() {
    while true {
      // SAFETY: the path is handed over with its zero and lives through the call.
      var number = unsafe open("/dev/null", O_RDWR)
      if number == STDOUT_FILENO {
        close(number)
        // SAFETY: as above; it gets the same number, the lowest that is free.
        number = unsafe open("/dev/null", O_RDONLY)
      }
      if number > STDERR_FILENO { close(number) }
      if number < 0 || number > STDERR_FILENO { return }
    }
  }

  /// Whether a person may be sitting at the other end.
  package var isTerminal: Bool { use { isatty($0) == 1 } }
}
