import Logging
import Matcher
import Platform
import Synchronization

/// Looks now and then whether the index in service is still what was opened; if it is not, says so, and has
/// it opened anew as soon as whoever writes to it seems to be done.
///
/// Each answer is checked on its own as well (`LoadedIndex.checkUnchanged`); here it is noticed where nobody
/// asks, and where neither size nor time tell.
struct IndexWatch {
  let holder: IndexHolder
  let logger: Logger
  /// Has the index opened anew.
  let order: () -> Void

  private var watched: (index: HashIndex, sampler: IndexSampler)?
  private var hasTold = false
  /// What stood at the path the last time, and when it was last tried to be opened.
  private var seen: FileStamp?
  private var tried: FileStamp?

  /// Of 64 KiB: what is checked at a time, some milliseconds' work.
  private static let blockCount = 64

  init(holder: IndexHolder, logger: Logger, order: @escaping () -> Void) {
    self.holder = holder
    self.logger = logger
    self.order = order
  }

  mutating func look() {
    guard let loaded = holder.loaded else { return }
    if watched?.index !== loaded.compiled {
      watched = (loaded.compiled, IndexSampler(loaded.compiled))
      (hasTold, seen, tried) = (false, nil, nil)
    }
    check(loaded)
    guard let reason = loaded.trust.lostBy else { return }
    if !hasTold {
      logger.error(
        "index changed in place: nothing is answered from it any more", metadata: ["reason": "\(reason)"])
      hasTold = true
    }
    reopen(FilePath(loaded.compiled.path))
  }

  private mutating func check(_ loaded: LoadedIndex) {
    do throws(IndexError) {
      try loaded.index.checkUnchanged()
      try watched?.sampler.checkNext(Self.blockCount)
      try loaded.index.checkUnchanged()
    } catch {
      loaded.trust.lose(error)
    }
  }

  /// A file that was the same twice is whole, or will not become so; each state of it is tried once.
  private mutating func reopen(_ path: FilePath) {
    let stamp = (try? FileStatus(of: path, followingLinks: true))?.stamp
    if let stamp, stamp == seen, stamp != tried {
      tried = stamp
      order()
    }
    seen = stamp
  }
}

extension IndexWatch {
  /// Looks every so many milliseconds, on a thread of its own, until `end` is told.
  static func start(
    every milliseconds: UInt64, until end: Ending, _ makeWatch: @escaping @Sendable () -> IndexWatch
  ) throws(SystemError) {
    let thread = try WorkerThread {
      var watch = makeWatch()
      while !end.isTold {
        Clock.sleep(milliseconds: milliseconds)
        watch.look()
      }
    }
    thread.detach()
  }

  /// Tells a thread to end.
  final class Ending: Sendable {
    private let told = Atomic(false)
    var isTold: Bool { told.load(ordering: .relaxed) }
    func tell() { told.store(true, ordering: .relaxed) }
  }
}
