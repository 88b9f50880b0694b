import Glibc
import Kernels

/// The kernels that run: the best of this machine, or those that the environment
/// variable `MATCHD_KERNELS` names.
enum KernelChoice {
  static let variable = "MATCHD_KERNELS"

  /// SAFETY: this program never changes its environment, so the text stays where it is while it is copied.
  static func current() throws(Failure) -> KernelTable {
    guard let value = unsafe getenv(variable) else { return .best }
    do throws(UnknownKernelLevel) {
      return KernelTable(level: try KernelLevel.named(unsafe String(cString: value)))
    } catch {
      throw Failure("\(variable): \(error)", .configuration)
    }
  }
}
