import CKernels

/// Counts and sums over lines of 8-bit gray values. Every variant gives the same numbers.
///
/// SAFETY: `functions` points to a constant of the C tables, never freed, never changed.
@safe public struct LineKernels: @unchecked Sendable {
  private let functions: UnsafePointer<matchd_lines>

  init(level: KernelLevel) { unsafe functions = matchd_lines_choose(level.rawValue) }

  /// The level of the variant that runs.
  public var variant: KernelLevel { unsafe KernelLevel(rawValue: functions.pointee.level)! }

  /// How many values of a line lie within `reach` of `level`.
  public func nearCount(_ line: Span<UInt8>, _ level: UInt8, reach: UInt8) -> Int {
    guard !line.isEmpty else { return 0 }
    // SAFETY: the kernel reads the line's values and no more.
    return unsafe line.withUnsafeBufferPointer {
      unsafe Int(functions.pointee.near_count($0.baseAddress, $0.count, level, reach))
    }
  }

  /// The sum of the steps from one line to another.
  ///
  /// - Precondition: they are equally long.
  public func stepSum(_ a: Span<UInt8>, _ b: Span<UInt8>) -> Int {
    precondition(a.count == b.count, "the lines are equally long")
    guard !a.isEmpty else { return 0 }
    // SAFETY: the kernel reads as many values of each line as both have.
    return unsafe a.withUnsafeBufferPointer { a in
      unsafe b.withUnsafeBufferPointer { b in
        unsafe Int(functions.pointee.step_sum(a.baseAddress, b.baseAddress, a.count))
      }
    }
  }

  /// How many steps from one line to another are above `step`.
  ///
  /// - Precondition: they are equally long.
  public func stepCount(_ a: Span<UInt8>, _ b: Span<UInt8>, above step: UInt8) -> Int {
    precondition(a.count == b.count, "the lines are equally long")
    guard !a.isEmpty else { return 0 }
    // SAFETY: the kernel reads as many values of each line as both have.
    return unsafe a.withUnsafeBufferPointer { a in
      unsafe b.withUnsafeBufferPointer { b in
        unsafe Int(functions.pointee.step_count(a.baseAddress, b.baseAddress, a.count, step))
      }
    }
  }
}
