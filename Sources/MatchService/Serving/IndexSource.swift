import Kernels
import Matcher
import Platform

/// What a daemon answers from. Each load gives what the source holds at that moment.
public enum IndexSource: Hashable, Sendable {
  /// One index file, which is only ever replaced as a whole.
  case file(path: String)

  /// Opens the index and checks all of it: an index that answers wrong is worse than none.
  func load(kernels: KernelTable) throws(IndexError) -> LoadedIndex {
    switch self {
    case .file(let path):
      let index = try HashIndex.open(path: path, kernels: kernels, honoured: .judged)
      try index.verify()
      let status = try? FileStatus(of: FilePath(path), followingLinks: true)
      return LoadedIndex(index: index, writtenAt: status?.modifiedAt ?? Clock.unixSeconds)
    }
  }
}
