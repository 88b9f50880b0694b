import Glibc

/// Every regular file below some paths, in byte order of their paths.
///
/// Symbolic links are not followed, and other kinds of file below a folder are passed over. A path that was
/// named itself, but is neither file nor folder, is reported, as is a folder that cannot be read. Memory:
/// the names of the folders on the way down.
public struct FolderWalk: Sequence, IteratorProtocol, Sendable {
  public enum Element: Equatable, Sendable {
    case file(path: [UInt8])
    case failure(path: [UInt8], SystemError)
    /// Named on its own, but a link, pipe, socket or device; `kind` says which.
    case other(path: [UInt8], kind: String)
  }

  /// What is still to be visited, the next one last.
  private var pending: [Place]

  private struct Place {
    var path: [UInt8]
    var isFolder: Bool
    /// What stands instead of a file or folder.
    var obstacle: Element?

    init(path: [UInt8], isFolder: Bool, obstacle: Element? = nil) {
      (self.path, self.isFolder, self.obstacle) = (path, isFolder, obstacle)
    }

    /// `nil` for what is neither file nor folder.
    init?(_ path: [UInt8], _ kind: FileKind) {
      guard kind == .regular || kind == .folder else { return nil }
      self.init(path: path, isFolder: kind == .folder)
    }

    /// A folder sorts as the beginning of the paths below it.
    var sortKey: [UInt8] { isFolder && path.last != slash ? path + [slash] : path }
  }

  /// - Parameter paths: files and folders; a slash at the end is left out.
  public init(_ paths: [[UInt8]]) {
    pending = Self.ordered(paths.map { Self.root($0) })
  }

  public mutating func next() -> Element? {
    while let place = pending.popLast() {
      if let obstacle = place.obstacle { return obstacle }
      guard place.isFolder else { return .file(path: place.path) }
      do throws(SystemError) {
        pending += Self.ordered(try Self.places(in: place.path))
      } catch {
        return .failure(path: place.path, error)
      }
    }
    return nil
  }

  /// In reverse byte order, so that the first is taken first from the end.
  private static func ordered(_ places: [Place]) -> [Place] {
    places.map { (key: $0.sortKey, place: $0) }
      .sorted { $1.key.lexicographicallyPrecedes($0.key) }
      .map(\.place)
  }

  private static func root(_ path: [UInt8]) -> Place {
    var path = path
    while path.count > 1 && path.last == slash { path.removeLast() }
    do throws(SystemError) {
      let kind = try kind(of: path)
      return Place(path, kind)
        ?? Place(path: path, isFolder: false, obstacle: .other(path: path, kind: kind.rawValue))
    } catch {
      return Place(path: path, isFolder: false, obstacle: .failure(path: path, error))
    }
  }

  /// The files and folders directly in `folder`.
  ///
  /// SAFETY: the name ends in a zero; the stream is closed before return and used by this thread alone, and
  /// each record before the next is read.
  private static func places(in folder: [UInt8]) throws(SystemError) -> [Place] {
    guard let stream = unsafe FilePath(folder).withCString({ unsafe opendir($0) }) else {
      throw SystemError("open folder")
    }
    defer { unsafe closedir(stream) }
    var places: [Place] = []
    while true {
      errno = 0
      guard let record = unsafe readdir(stream) else { break }
      if let place = unsafe place(record, in: folder) { places.append(place) }
    }
    guard errno == 0 else { throw SystemError("read folder") }
    return places
  }

  /// A folder's record as a place; `nil` for `.`, `..` and what is neither file nor folder.
  private static func place(_ record: UnsafeMutablePointer<dirent>, in folder: [UInt8]) -> Place? {
    // SAFETY: `d_name` is a zero-terminated name inside the record, which stays valid until the next readdir.
    let name = unsafe withUnsafeBytes(of: &record.pointee.d_name) { bytes in
      unsafe Array(bytes.prefix { $0 != 0 })
    }
    if name == [dot] || name == [dot, dot] { return nil }
    let path = folder.last == slash ? folder + name : folder + [slash] + name
    // SAFETY: as above.
    guard let kind = unsafe FileKind(recordType: record.pointee.d_type) ?? (try? kind(of: path)) else {
      return nil
    }
    return Place(path, kind)
  }

  /// What stands at `path` itself, link or not.
  private static func kind(of path: [UInt8]) throws(SystemError) -> FileKind {
    try FileStatus(of: FilePath(path), followingLinks: false, action: "open").kind
  }
}

private let slash = UInt8(ascii: "/")
private let dot = UInt8(ascii: ".")
