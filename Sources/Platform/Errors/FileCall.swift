import Glibc

/// The system calls that find, read, write and name files.
///
/// Every one of them goes through `make`: this is where calls that a signal interrupted are made again, where
/// `errno` becomes an error, and where a test's `FaultPlan` has a call fail.
package enum FileCall: String, CaseIterable, Sendable {
  case open, openUnnamed, status, read, write, truncate, sync, link, rename, remove, makeFolder, map

  /// Makes one call; again if a signal interrupted it.
  ///
  /// - Parameters:
  ///   - action: what is tried, in words, for the error.
  ///   - byteCount: how many bytes it is to move, where it moves some.
  ///   - call: the call itself, for at most the number of bytes that it is given; below 0 and `errno` where
  ///     it fails.
  /// - Returns: what the call returned, 0 or more.
  func make(
    _ action: String, byteCount: Int = 0, _ call: (_ byteCount: Int) -> Int
  ) throws(SystemError) -> Int {
    while true {
      let result = attempt(byteCount, call)
      if result >= 0 { return result }
      let code = errno
      if code != EINTR { throw SystemError(action, code: code) }
    }
  }

  private func attempt(_ byteCount: Int, _ call: (Int) -> Int) -> Int {
    switch FaultPlan.current?.nextFault(of: self) {
    case nil: return call(byteCount)
    case .shortTransfer: return call(min(byteCount, max(1, byteCount / 2)))
    case .failure(let code):
      errno = code
      return -1
    }
  }
}
