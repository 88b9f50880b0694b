import CSystem
import Glibc

/// A process that this one started. Its number stays its own until `reap`, after which the value is used up.
package struct ChildProcess: Sendable {
  package let number: Int32

  /// How a process ended.
  package struct End: Equatable, Sendable {
    /// What it returned; `nil` where a signal ended it.
    package var code: Int32?
    /// The signal that ended it.
    package var signal: Int32?
  }

  /// Starts a program.
  ///
  /// Its descriptors 0 to 2 are `/dev/null`, from 3 on those of `descriptors`, and there is no other.
  /// - Parameters:
  ///   - arguments: without the program's name.
  ///   - environment: all of it, as `NAME=value`.
  package init(
    _ program: String, arguments: [String], environment: [String], descriptors: [Descriptor]
  ) throws(SystemError) {
    // Each number is read under its descriptor's protection, and all of them live through the call.
    let numbers = descriptors.map { $0.use { $0 } }
    defer { withExtendedLifetime(descriptors) {} }
    // SAFETY: both lists end with NULL, and they and `numbers` live through the call.
    number = unsafe CStringList([program] + arguments).use { arguments in
      unsafe CStringList(environment).use { environment in
        unsafe csystem_spawn(program, arguments, environment, numbers, Int32(numbers.count))
      }
    }
    guard number > 0 else { throw SystemError("start \(program)") }
  }

  /// Processor time that it has used, in microseconds; `nil` where the system does not say.
  package var processorMicroseconds: Int? {
    let time = csystem_processor_microseconds(number)
    return time < 0 ? nil : Int(time)
  }

  package func kill() { _ = Glibc.kill(number, SIGKILL) }

  /// Waits for its end and takes it out of the system's table.
  package func reap() -> End {
    var end = csystem_end()
    // SAFETY: the call fills `end`.
    guard unsafe csystem_reap(number, &end) == 0 else { return End() }
    return end.signal == 0 ? End(code: end.code) : End(signal: end.signal)
  }
}

/// Strings as `exec` takes them: an array of pointers, the last of them NULL.
///
/// SAFETY: each string is allocated by `init` and freed in `deinit` alone.
@safe private struct CStringList: ~Copyable {
  private let strings: [UnsafeMutablePointer<CChar>?]

  init(_ texts: [String]) { unsafe strings = texts.map { unsafe strdup($0) } + [nil] }

  deinit {
    for index in unsafe strings.indices { unsafe free(strings[index]) }
  }

  /// Hands out the array; valid until `body` returns.
  func use<Result>(_ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result) -> Result {
    unsafe strings.withUnsafeBufferPointer { unsafe body($0.baseAddress!) }
  }
}
