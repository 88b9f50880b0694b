import Glibc

/// Owns one file descriptor and closes it at the end of its life.
public final class Descriptor: Sendable {
  private let number: Int32

  public init(owning number: Int32) { self.number = number }

  deinit { close(number) }

  /// Hands the number to `body`; the descriptor stays open at least until `body` returns.
  public func use<Result, Failure: Error>(_ body: (Int32) throws(Failure) -> Result) throws(Failure) -> Result
  {
    defer { withExtendedLifetime(self) {} }
    return try body(number)
  }
}
