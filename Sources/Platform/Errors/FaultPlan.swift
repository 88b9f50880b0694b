import CSystem
import Glibc
import Synchronization

/// Which file call fails, so that tests can see what happens then.
///
///     let plan = FaultPlan(.write, at: 3, .failure(code: ENOSPC))
///     plan.run { ... }     // the third write of this thread, or of threads it starts meanwhile, fails
///     plan.hasStruck       // whether it came to that
///
/// A thread that runs under no plan pays for this with one look at a variable of its own per file call.
package final class FaultPlan: Sendable {
  package enum Fault: Sendable {
    /// The call is not made and gives this `errno`.
    case failure(code: Int32)
    /// The call moves about half of the bytes it was to move, as the system is free to do.
    case shortTransfer
  }

  /// The kind of call that fails.
  package let call: FileCall
  private let number: Int
  private let fault: Fault
  private let hasUnnamedFiles: Bool
  private let callCount = Atomic(0)

  /// - Parameters:
  ///   - number: which call of that kind, from 1.
  ///   - hasUnnamedFiles: whether files without a name can be made; not every file system has them.
  package init(_ call: FileCall, at number: Int, _ fault: Fault, hasUnnamedFiles: Bool = true) {
    self.call = call
    self.number = number
    self.fault = fault
    self.hasUnnamedFiles = hasUnnamedFiles
  }

  /// Whether the call was reached.
  package var hasStruck: Bool { callCount.load(ordering: .relaxed) >= number }

  /// Runs `body` on this thread under the plan.
  ///
  /// SAFETY: the pointer is used on this thread alone, until it is replaced at the end,
  /// and `self` lives until then.
  package func run<Result: ~Copyable, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let outer = unsafe csystem_fault_plan()
    unsafe csystem_set_fault_plan(Unmanaged.passUnretained(self).toOpaque())
    defer {
      unsafe csystem_set_fault_plan(outer)
      withExtendedLifetime(self) {}
    }
    return try body()
  }

  /// The plan that this thread runs under.
  package static var current: FaultPlan? {
    // SAFETY: `run` put it there, on this thread, and keeps the plan alive until it takes it away.
    guard let pointer = unsafe csystem_fault_plan() else { return nil }
    return unsafe Unmanaged<FaultPlan>.fromOpaque(pointer).takeUnretainedValue()
  }

  /// `body`, to be run on another thread under the plan of this one.
  package static func inherited<Result>(
    _ body: @escaping @Sendable () -> Result
  ) -> @Sendable () -> Result {
    guard let plan = current else { return body }
    return { plan.run(body) }
  }

  func nextFault(of call: FileCall) -> Fault? {
    if call == .openUnnamed && !hasUnnamedFiles { return .failure(code: EOPNOTSUPP) }
    guard call == self.call else { return nil }
    return callCount.add(1, ordering: .relaxed).newValue == number ? fault : nil
  }
}
