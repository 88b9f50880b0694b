import CKernels

/// An instruction-set level that kernel variants are written for.
///
/// A machine supports some of them (`supported`); one is chosen at start and handed
/// down inside a `KernelTable`.
public enum KernelLevel: Int32, CaseIterable, Sendable {
  case scalar, neon, sse42, avx2, avx512, avx512popcnt

  /// The name that `MATCHD_KERNELS` and `matchd kernels` use.
  public var name: String { String(describing: self) }

  /// The levels this machine can run, best first; never empty, `scalar` is always the last.
  public static let supported: [KernelLevel] = allCases.reversed().filter {
    matchd_cpu_supports($0.rawValue) != 0
  }

  /// The level called `name`.
  ///
  /// - Throws: `UnknownKernelLevel` if there is no such level or this machine cannot run it.
  public static func named(_ name: String) throws(UnknownKernelLevel) -> KernelLevel {
    guard let level = supported.first(where: { $0.name == name }) else {
      throw UnknownKernelLevel(name: name)
    }
    return level
  }
}

/// A kernel level was asked for that this machine does not have.
public struct UnknownKernelLevel: Error, CustomStringConvertible {
  public let name: String
  public var description: String {
    let names = KernelLevel.supported.map(\.name).joined(separator: ", ")
    return "expected one of this machine's kernel levels (\(names)), found '\(name)'"
  }
}
