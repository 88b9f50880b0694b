import CSystem
import Glibc

/// A system call that failed.
public struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was tried, in words: "open /srv/in", "bind".
  public let action: String
  /// The `errno` that the call left.
  public let code: Int32

  package init(_ action: String, code: Int32 = errno) {
    self.action = action
    self.code = code
  }

  /// What the system says of `code`.
  public var reason: String {
    var text = [CChar](repeating: 0, count: 256)
    // SAFETY: the call writes at most `count` bytes into `text`, ending in a zero.
    unsafe csystem_error_words(code, &text, text.count)
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  public var description: String { "\(action): \(reason)" }
}
