import Kernels
import ListStore
import MatchService
import Matcher

/// The index at `path`, with the kernels that this process runs.
///
/// - Parameter honoured: what the caller takes into account when it answers from the index; all of it where
///   the index itself is looked at.
func openIndex(_ path: String, honoured: IndexFeatures) throws(Failure) -> HashIndex {
  let kernels = try KernelChoice.current()
  do throws(IndexError) {
    return try HashIndex.open(path: path, kernels: kernels, honoured: honoured)
  } catch {
    throw Failure("\(error)")
  }
}

/// Refuses to answer from an index that somebody writes into: what it does not hold any more would be
/// unknown.
func checkUnchanged(_ index: any EntrySource) throws(Failure) {
  do throws(IndexError) {
    try index.checkUnchanged()
  } catch {
    throw Failure("\(error)")
  }
}

/// The index at `path` to answer from, with all its checksums found right: an answer from a damaged file
/// would look like any other.
func openIndexToAnswer(_ path: String) throws(Failure) -> HashIndex {
  let index = try openIndex(path, honoured: .judged)
  do throws(IndexError) {
    try index.verifyChecksums()
  } catch {
    throw Failure("\(error)")
  }
  return index
}

/// The lists of the store at `path` to answer from, as they stand now.
func openStoreToAnswer(_ path: String) throws(Failure) -> LiveIndex {
  let kernels = try KernelChoice.current()
  let index = try told { () throws(StoreError) in
    try StoreReader(try ListStore(opening: path), kernels: kernels, honoured: .judged).index()
  }
  if index.entryCount == 0 {
    StandardError.line("warning: \(path) has no entry that answers: nothing will be known")
  }
  return index
}
