import Kernels
import Matcher

/// The index at `path`, with the kernels that this process runs.
///
/// - Parameter honoured: what the caller takes into account when it answers from the index; all of it where
///   the index itself is looked at.
func openIndex(_ path: String, honoured: IndexFeatures = []) throws(Failure) -> HashIndex {
  let kernels = try KernelChoice.current()
  do throws(IndexError) {
    return try HashIndex.open(path: path, kernels: kernels, honoured: honoured)
  } catch {
    throw Failure("\(error)")
  }
}
