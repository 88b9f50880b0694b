import CSystem

/// What happened to a file, in place, since it was mapped.
package enum FileChange: Hashable, Sendable, CustomStringConvertible {
  /// A page of it could not be read any more; zeros were read in its place.
  case lostPages
  case resized(byteCount: Int)
  case rewritten
  /// Nobody can say any more.
  case unknown(SystemError)

  package var description: String {
    switch self {
    case .lostPages: "pages that are gone"
    case .resized(let byteCount): "one of \(byteCount) bytes"
    case .rewritten: "one that was written to"
    case .unknown(let error): error.reason
    }
  }
}

/// Notices what others do to a mapped file. Another file under its name does not count: the mapping keeps the
/// one it was made of.
struct MappingWatch: Sendable {
  private let file: Descriptor
  private let stamp: FileStamp
  /// Of the mapping among those whose lost pages are caught; `nil` where nothing is mapped.
  private let number: Int32?

  /// - Parameters:
  ///   - file: what is mapped.
  ///   - stamp: of the file before it was mapped.
  init(_ file: Descriptor, _ stamp: FileStamp, start: UnsafeRawPointer) throws(SystemError) {
    self.file = file
    self.stamp = stamp
    guard stamp.byteCount > 0 else {
      number = nil
      return
    }
    // SAFETY: the address is kept as a number and compared, not read.
    let number = unsafe csystem_watch_mapping(start, stamp.byteCount)
    guard number >= 0 else { throw SystemError("map") }
    self.number = number
  }

  /// To be called once, before the mapping ends.
  func end() { if let number { csystem_unwatch_mapping(number) } }

  var change: FileChange? {
    if let number, csystem_has_lost_pages(number) != 0 { return .lostPages }
    do throws(SystemError) {
      let status = try FileStatus(of: file)
      if status.stamp == stamp { return nil }
      return status.byteCount == stamp.byteCount ? .rewritten : .resized(byteCount: status.byteCount)
    } catch {
      return .unknown(error)
    }
  }
}
