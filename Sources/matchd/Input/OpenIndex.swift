import Kernels
import Matcher

/// The index at `path`, with the kernels that this process runs.
func openIndex(_ path: String) throws(Failure) -> HashIndex {
  let kernels = try KernelChoice.current()
  do throws(IndexError) {
    return try HashIndex.open(path: path, kernels: kernels)
  } catch {
    throw Failure("\(error)")
  }
}
