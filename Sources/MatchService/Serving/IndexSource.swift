import Kernels
import ListStore
public import Matcher
import Platform

/// What a daemon answers from. Each load gives what the source holds at that moment.
public enum IndexSource: Hashable, Sendable {
  /// One index file, which is only ever replaced as a whole.
  case file(path: String)
  /// A list store: its compiled index, with what changed since.
  case store(path: String)

  /// What loads it, again and again.
  func opened(kernels: KernelTable) -> any LoadedSource {
    switch self {
    case .file(let path): FileSource(path: path, kernels: kernels)
    case .store(let path): StoreSource(path: path, kernels: kernels)
    }
  }
}

/// Gives what a daemon answers from.
protocol LoadedSource: Sendable {
  /// What the source holds at this moment.
  func load() throws(SourceError) -> LoadedIndex
  /// Whether it holds something else since the last load; `nil` for what is loaded anew only when told to.
  var hasChanged: (@Sendable () -> Bool)? { get }
  /// Whether what was loaded before may be answered from where a load fails.
  var staysInService: Bool { get }
}

/// Why a load gives nothing to answer from.
public enum SourceError: Error, Hashable, Sendable, CustomStringConvertible {
  case index(IndexError)
  case store(StoreError)
  /// What else the daemon is told cannot be read again, in words.
  case configuration(String)

  public var description: String {
    switch self {
    case .index(let error): error.description
    case .store(let error): error.description
    case .configuration(let reason): reason
    }
  }
}

/// An index file.
struct FileSource: LoadedSource {
  let path: String
  let kernels: KernelTable

  /// Opens the index and checks all of it: an index that answers wrong is worse than none.
  func load() throws(SourceError) -> LoadedIndex {
    do throws(IndexError) {
      let index = try HashIndex.open(path: path, kernels: kernels, honoured: .judged)
      try index.verify()
      let status = try? FileStatus(of: FilePath(path), followingLinks: true)
      return LoadedIndex(index: index, writtenAt: status?.modifiedAt ?? Clock.unixSeconds)
    } catch {
      throw .index(error)
    }
  }

  var hasChanged: (@Sendable () -> Bool)? { nil }

  /// The old index is whole, and so old as its owner knows.
  var staysInService: Bool { true }
}
