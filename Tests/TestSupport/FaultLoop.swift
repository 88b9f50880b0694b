import Glibc
import Platform

/// Has every file call of an operation fail once: for each kind of call, the first, the second, and so on,
/// until the operation has no further one.
///
/// - Parameters:
///   - hasUnnamedFiles: whether the file system is to have files without a name.
///   - operation: is run anew for each fault, within the plan; told the plan's words for messages.
/// - Returns: how often each kind of call failed.
package func forEachFault(
  hasUnnamedFiles: Bool = true, _ operation: (FaultPlan, String) throws -> Void
) rethrows -> [FileCall: Int] {
  var struck: [FileCall: Int] = [:]
  for call in FileCall.allCases where call != .openUnnamed || hasUnnamedFiles {
    for number in 1... {
      let plan = FaultPlan(call, at: number, .failure(code: EIO), hasUnnamedFiles: hasUnnamedFiles)
      try operation(plan, "\(call.rawValue) \(number)")
      guard plan.hasStruck else { break }
      struck[call, default: 0] += 1
    }
  }
  return struck
}

extension FileCall {
  /// Whether an operation may go well though the call failed: there is another way to make a file, and some
  /// of what is asked about files only chooses the way. Any other failure has to be told.
  package var mayGoUnseen: Bool { self == .openUnnamed || self == .status }
}
