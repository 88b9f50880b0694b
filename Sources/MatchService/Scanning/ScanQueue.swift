import DequeModule
import Glibc
import Platform

/// Hands the files of a walk to workers, numbered in the order of the walk, and tells the kernel a little
/// ahead which ones will be read.
///
///     walk --(one worker at a time, outside the lock)--> ahead --> workers
///
/// Walking reads folders and opens files, which may take long: whoever walks has the walk to itself, and the
/// others go on with what is ahead.
final class ScanQueue<Walk: IteratorProtocol<FolderWalk.Element> & Sendable>: Sendable {
  private let state: Monitor<State>
  private let aheadCountMax: Int

  private struct State {
    /// Away while a worker walks, and from the end of the walk on.
    var walk: Walk?
    var isWalking = false
    /// Places that were walked already and whose files are being read ahead.
    var ahead: Deque<FolderWalk.Element> = []
    var handedOutCount = 0
    var isStopped = false
  }

  private enum Step {
    case walk(Walk)
    case handOut(number: Int, FolderWalk.Element)
    case end
  }

  /// - Parameter aheadCountMax: how many places are walked ahead of the workers.
  init(_ walk: Walk, aheadCountMax: Int) {
    state = Monitor(State(walk: walk))
    self.aheadCountMax = aheadCountMax
  }

  /// Whether nothing more is handed out, though files may be left.
  var isStopped: Bool { state.read { $0.isStopped } }

  /// The next place and its number, from 0; `nil` when there are no more.
  func next() -> (number: Int, place: FolderWalk.Element)? {
    while true {
      switch state.wait(nextStep) {
      case .walk(let walk): advance(walk)
      case .handOut(let number, let place): return (number, place)
      case .end: return nil
      }
    }
  }

  /// Hands out nothing any more.
  func stop() {
    state.update {
      $0.walk = nil
      $0.ahead = []
      $0.isStopped = true
    }
  }

  /// `nil` while there is nothing to do but wait for another worker that walks.
  private func nextStep(_ state: inout State) -> Step? {
    if state.ahead.count <= aheadCountMax, let walk = state.walk.take() {
      state.isWalking = true
      return .walk(walk)
    }
    if let place = state.ahead.popFirst() {
      defer { state.handedOutCount += 1 }
      return .handOut(number: state.handedOutCount, place)
    }
    return state.isWalking ? nil : .end
  }

  /// Walks one place on.
  private func advance(_ walk: Walk) {
    var walk = walk
    let place = walk.next()
    if case .file(let path) = place { readAhead(path) }
    state.update { state in
      state.isWalking = false
      guard let place, !state.isStopped else { return }
      state.ahead.append(place)
      state.walk = walk
    }
  }

  /// A hint that may fail: whoever reads the file will say why.
  private func readAhead(_ path: [UInt8]) {
    do throws(FileError) {
      let file = try FileBytes.open(path)
      _ = file.use { posix_fadvise($0, 0, 0, POSIX_FADV_WILLNEED) }
    } catch {}
  }
}
