import Glibc

/// The reader of standard output has gone: end quietly.
struct OutputClosed: Error {}

/// Text on its way to a file descriptor, gathered into large writes.
struct OutputStream {
  let descriptor: Int32
  /// What the descriptor is called in error messages.
  let name: String
  private var pending: [UInt8] = []

  init(descriptor: Int32, name: String) {
    self.descriptor = descriptor
    self.name = name
  }

  static var standard: OutputStream { OutputStream(descriptor: 1, name: "standard output") }

  mutating func line(_ text: String) throws { try self.text(text + "\n") }

  mutating func text(_ text: String) throws {
    pending += Array(text.utf8)
    if pending.count >= 1 << 16 { try flush() }
  }

  /// Writes what is pending. To be called before the stream is dropped.
  ///
  /// - Throws: `OutputClosed` where nobody reads any more; `Failure` where writing failed.
  mutating func flush() throws {
    var written = 0
    while written < pending.count {
      // SAFETY: the range from `written` on lies within the array.
      let count = unsafe pending.withUnsafeBytes { bytes in
        retrying { unsafe write(descriptor, bytes.baseAddress! + written, bytes.count - written) }
      }
      guard count >= 0 else {
        pending = []
        if errno == EPIPE { throw OutputClosed() }
        throw Failure("\(FileError.system("cannot write \(name)"))")
      }
      written += count
    }
    pending.removeAll(keepingCapacity: true)
  }
}

/// Words for people.
enum StandardError {
  /// One line, with the program's name in front, in one write.
  static func line(_ text: String) { raw("matchd: \(text)\n") }

  static func raw(_ text: String) {
    let bytes = Array(text.utf8)
    // SAFETY: the array holds `count` bytes. Nothing can be said about a failure to say something.
    _ = unsafe bytes.withUnsafeBytes { unsafe write(2, $0.baseAddress, $0.count) }
  }

  static var isTerminal: Bool { isatty(2) == 1 }
}
