import Glibc
import HashCore
import Platform

/// Why a cell is no more.
package enum CellDeath: Error, Hashable {
  /// We killed it: its picture took more than its time on a clock.
  case timeout(clock: String, secondsMax: Int)
  /// A signal ended it, of a crash or of a call that is not on the list.
  case signal(Int32)
  /// It made a system call that is not on the list, and told which.
  case forbiddenCall(Int)
  /// It ended by itself.
  case code(Int32)
  /// It said something that no cell says.
  case nonsense

  init(_ end: ChildProcess.End) {
    self = end.signal.map(CellDeath.signal) ?? .code(end.code ?? 0)
  }

  /// Whether our own budget ended it, so that another attempt would end the same way.
  var isByBudget: Bool {
    if case .timeout = self { true } else { false }
  }

  /// Whether somebody else killed it, as the system does when memory runs out; no picture can do that.
  var isFromOutside: Bool { self == .signal(SIGKILL) }

  /// Whether the same bytes would end the same way on a machine with less to do.
  var isThePicturesOwn: Bool {
    if case .timeout(CellDeath.wall, _) = self { false } else { true }
  }

  static let processor = "processor"
  static let wall = "wall"

  /// What is said of the picture.
  var error: DecodeError {
    if case .timeout(let clock, let secondsMax) = self {
      return DecodeError(.timeout(clock: clock, secondsMax: secondsMax))
    }
    return DecodeError(.crashed(found: found))
  }

  /// What was found in place of a process that does its work.
  var found: String {
    switch self {
    case .timeout(let clock, let secondsMax): "one that took more than \(secondsMax) s of \(clock) time"
    case .signal(let number): "one that signal \(number) ended"
    case .forbiddenCall(let call): "system call \(LockDown.name(ofCall: call)), which is not allowed"
    case .code(let code): "one that ended with code \(code)"
    case .nonsense: "one that answered something else"
    }
  }
}
