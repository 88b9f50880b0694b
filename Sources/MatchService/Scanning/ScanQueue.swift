import Glibc
import Platform

/// Hands the files of a walk to workers, and tells the kernel a little ahead which ones will be read.
struct ScanQueue {
  private var walk: FolderWalk
  /// Places that were walked already and whose files are being read ahead.
  private var ahead: [FolderWalk.Element] = []
  private var takenCount = 0
  private let aheadCount: Int
  /// Whether nothing more is handed out, though files may be left.
  private(set) var isStopped = false

  init(_ walk: FolderWalk, aheadCount: Int) {
    self.walk = walk
    self.aheadCount = aheadCount
  }

  /// The next place and its number, from 0.
  mutating func take() -> (index: Int, place: FolderWalk.Element)? {
    while ahead.count <= aheadCount, let place = walk.next() {
      if case .file(let path) = place { readAhead(path) }
      ahead.append(place)
    }
    guard !ahead.isEmpty else { return nil }
    defer { takenCount += 1 }
    return (takenCount, ahead.removeFirst())
  }

  /// Hands out nothing any more.
  mutating func stop() {
    walk = FolderWalk([])
    ahead = []
    isStopped = true
  }

  /// A hint that may fail: whoever reads the file will say why.
  private func readAhead(_ path: [UInt8]) {
    do throws(FileError) {
      let file = try FileBytes.open(path)
      _ = file.use { posix_fadvise($0, 0, 0, POSIX_FADV_WILLNEED) }
    } catch {}
  }
}
