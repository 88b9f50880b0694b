import Glibc
import MatchProtocol
import Platform

/// The reader of standard output has gone: end quietly.
struct OutputClosed: Error {}

/// Text on its way to a file, gathered into large writes.
struct OutputStream {
  private let file: Descriptor
  /// What the file is called in error messages.
  let name: String
  private var pending: [UInt8] = []

  init(_ file: Descriptor, name: String) {
    self.file = file
    self.name = name
  }

  static var standard: OutputStream { OutputStream(.standardOutput, name: "standard output") }

  mutating func line(_ text: String) throws { try self.text(text + "\n") }

  mutating func text(_ text: String) throws {
    pending += Array(text.utf8)
    if pending.count >= 1 << 16 { try flush() }
  }

  /// Writes what is pending. To be called before the stream is dropped.
  ///
  /// - Throws: `OutputClosed` where nobody reads any more; `Failure` where writing failed.
  mutating func flush() throws {
    defer { pending.removeAll(keepingCapacity: true) }
    do throws(SystemError) {
      // SAFETY: single bytes have no padding, and the array outlives the span.
      try file.write(unsafe pending.span.bytes)
    } catch {
      if error.code == EPIPE { throw OutputClosed() }
      throw Failure("cannot write \(name): \(error.reason)")
    }
  }
}

/// Words for people.
enum StandardError {
  /// One line, with the program's name in front, in one write. Whatever the text holds, a terminal shows it
  /// as it is.
  static func line(_ text: String) { raw("matchd: \(PercentCoding.encode(text, .words))\n") }

  static func raw(_ text: String) {
    let bytes = Array(text.utf8)
    // SAFETY: single bytes have no padding, and the array outlives the span. Nothing can be said about a
    // failure to say something.
    try? Descriptor.standardError.write(unsafe bytes.span.bytes)
  }

  static var isTerminal: Bool { Descriptor.standardError.isTerminal }
}
