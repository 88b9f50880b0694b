import Glibc

/// Every regular file below some paths, in byte order of their paths, and everything else that was met there.
///
/// Nothing is passed over in silence: links, pipes, sockets, devices and folders that cannot be read are
/// elements too. Symbolic links are followed only where that is asked for; then a link leads to a file or
/// folder that is not walked anyway, once, and no folder is entered twice.
///
/// Memory: the names of the folders on the way down; with links followed, also an identity for each folder
/// that was entered.
public struct FolderWalk: Sequence, IteratorProtocol, Sendable {
  public enum Element: Equatable, Sendable {
    case file(path: [UInt8])
    /// Met below a folder and not looked at.
    case skipped(path: [UInt8], SkippedKind)
    /// Named on its own, but a link, pipe, socket or device.
    case other(path: [UInt8], SkippedKind)
    case unreadableFolder(path: [UInt8], SystemError)
    /// What stands there cannot be told.
    case failure(path: [UInt8], SystemError)

    public var path: [UInt8] {
      switch self {
      case .file(let path), .skipped(let path, _), .other(let path, _), .unreadableFolder(let path, _),
        .failure(let path, _):
        path
      }
    }
  }

  public let followsLinks: Bool
  private let limits: WalkLimits
  /// Of the paths that were named; empty where all devices are walked.
  private var devices: Set<UInt> = []
  /// What is still to be visited, the next one last.
  private var pending: [Place] = []
  private var coverage = WalkCoverage()
  /// Folders that were entered; empty unless links are followed.
  private var entered: Set<FileIdentity> = []
  /// Files that a link led to.
  private var followed: Set<FileIdentity> = []

  private struct Place {
    enum Content {
      case file, folder, link
      case obstacle(Element)
    }

    var path: [UInt8]
    var content: Content
    /// Whether further paths may stand below it.
    var leadsDown: Bool

    init(path: [UInt8], _ content: Content, leadsDown: Bool = false) {
      (self.path, self.content, self.leadsDown) = (path, content, leadsDown)
    }

    /// A folder sorts as the beginning of the paths below it.
    var sortKey: [UInt8] { leadsDown && path.last != slash ? path + [slash] : path }
  }

  /// - Parameters:
  ///   - paths: files and folders; a slash at the end is left out.
  ///   - followsLinks: whether links stand for what they lead to.
  public init(_ paths: [[UInt8]], followsLinks: Bool = false, limits: WalkLimits = WalkLimits()) {
    self.followsLinks = followsLinks
    self.limits = limits
    pending = Self.ordered(paths.map { root($0) })
  }

  public mutating func next() -> Element? {
    while let place = pending.popLast() {
      switch place.content {
      case .obstacle(let element): return element
      case .file: if !wasFollowed(place.path) { return .file(path: place.path) }
      case .folder: if let problem = enter(place.path) { return problem }
      case .link: if let element = lookBehind(place.path) { return element }
      }
    }
    return nil
  }

  /// Whether there is something at a path that the walk comes by without a link.
  package func covers(_ path: FilePath) -> Bool { (try? path.resolved()).map(coverage.covers) ?? false }

  /// In reverse byte order, so that the first is taken first from the end.
  private static func ordered(_ places: [Place]) -> [Place] {
    places.map { (key: $0.sortKey, place: $0) }
      .sorted { $1.key.lexicographicallyPrecedes($0.key) }
      .map(\.place)
  }

  /// A path that was named.
  private mutating func root(_ path: [UInt8]) -> Place {
    var path = path
    while path.count > 1 && path.last == slash { path.removeLast() }
    if limits.excludes(path) { return Place(path: path, .obstacle(.skipped(path: path, .excluded))) }
    do throws(SystemError) {
      let status = try FileStatus(of: FilePath(path), followingLinks: followsLinks, action: "open")
      let kind = status.kind
      if limits.staysOnFileSystems { devices.insert(status.identity.device) }
      if let skipped = SkippedKind(kind) { return Place(path: path, .obstacle(.other(path: path, skipped))) }
      coverage.add(try FilePath(path).resolved())
      return kind == .folder ? Place(path: path, .folder, leadsDown: true) : Place(path: path, .file)
    } catch {
      return Place(path: path, .obstacle(.failure(path: path, error)))
    }
  }
}

// MARK: Links

extension FolderWalk {
  /// What a link below a folder comes to; `nil` where it led into a folder.
  private mutating func lookBehind(_ link: [UInt8]) -> Element? {
    do throws(SystemError) {
      let target = try FilePath(link).resolved()
      if coverage.covers(target) { return .skipped(path: link, .linkInside) }
      guard followsLinks else { return .skipped(path: link, .link) }
      let status = try FileStatus(of: target, followingLinks: false)
      if let skipped = SkippedKind(status.kind) { return .skipped(path: link, skipped) }
      coverage.add(target)
      if status.kind == .folder { return enter(link) }
      return followed.insert(status.identity).inserted ? .file(path: link) : .skipped(path: link, .linkInside)
    } catch {
      let leadsNowhere = [ENOENT, ENOTDIR, ELOOP].contains(error.code)
      return .skipped(path: link, leadsNowhere ? .brokenLink : .link)
    }
  }

  /// Whether a link led to this file before.
  private func wasFollowed(_ file: [UInt8]) -> Bool {
    guard !followed.isEmpty, let status = try? FileStatus(of: FilePath(file), followingLinks: false) else {
      return false
    }
    return followed.contains(status.identity)
  }
}

// MARK: Folders

extension FolderWalk {
  /// Puts what is in a folder before everything else, unless that was done before.
  private mutating func enter(_ folder: [UInt8]) -> Element? {
    do throws(SystemError) {
      if followsLinks || limits.staysOnFileSystems {
        let identity = try FileStatus(of: FilePath(folder), followingLinks: true, action: "open folder")
          .identity
        if limits.staysOnFileSystems, !devices.contains(identity.device) {
          return .skipped(path: folder, .otherFileSystem)
        }
        if followsLinks, !entered.insert(identity).inserted { return nil }
      }
      pending += Self.ordered(try places(in: folder))
      return nil
    } catch {
      return .unreadableFolder(path: folder, error)
    }
  }

  /// Everything directly in `folder`.
  ///
  /// SAFETY: the name ends in a zero; the stream is closed before return and used by this thread alone, and
  /// each record before the next is read.
  private func places(in folder: [UInt8]) throws(SystemError) -> [Place] {
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

  /// A folder's record as a place; `nil` for `.` and `..`, and for what has gone meanwhile.
  private func place(_ record: UnsafeMutablePointer<dirent>, in folder: [UInt8]) -> Place? {
    // SAFETY: `d_name` is a zero-terminated name inside the record, which stays valid until the next readdir.
    let name = unsafe withUnsafeBytes(of: &record.pointee.d_name) { bytes in
      unsafe Array(bytes.prefix { $0 != 0 })
    }
    if name == [dot] || name == [dot, dot] { return nil }
    let path = folder.last == slash ? folder + name : folder + [slash] + name
    if limits.excludes(path) { return Place(path: path, .obstacle(.skipped(path: path, .excluded))) }
    do throws(SystemError) {
      // SAFETY: as above.
      if let kind = unsafe FileKind(recordType: record.pointee.d_type) { return place(path, kind) }
      return place(path, try FileStatus(of: FilePath(path), followingLinks: false, action: "open").kind)
    } catch {
      return error.code == ENOENT ? nil : Place(path: path, .obstacle(.failure(path: path, error)))
    }
  }

  private func place(_ path: [UInt8], _ kind: FileKind) -> Place {
    switch kind {
    case .regular: Place(path: path, .file)
    case .folder: Place(path: path, .folder, leadsDown: true)
    case .link: Place(path: path, .link, leadsDown: followsLinks && leadsToFolder(path))
    case .pipe: Place(path: path, .obstacle(.skipped(path: path, .pipe)))
    case .socket: Place(path: path, .obstacle(.skipped(path: path, .socket)))
    case .device: Place(path: path, .obstacle(.skipped(path: path, .device)))
    }
  }

  private func leadsToFolder(_ link: [UInt8]) -> Bool {
    (try? FileStatus(of: FilePath(link), followingLinks: true))?.kind == .folder
  }
}

private let slash = UInt8(ascii: "/")
private let dot = UInt8(ascii: ".")
