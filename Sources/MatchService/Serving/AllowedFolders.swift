import Glibc
import MatchProtocol
import Platform

/// The folders below which a client may name files.
///
/// Each is opened once, at start; a path is resolved below it by the kernel, which follows no link and never
/// leaves the folder.
struct AllowedFolders: Sendable {
  private let folders: [(path: String, folder: OpenFolder)]

  init(_ paths: [String]) throws(SystemError) {
    var folders: [(path: String, folder: OpenFolder)] = []
    for path in paths {
      let folder = try OpenFolder(FilePath(path))
      folders.append((path.hasSuffix("/") ? path : path + "/", folder))
    }
    self.folders = folders
  }

  /// Opens the file at `path`, which has to be absolute and below one of the folders.
  func open(_ path: [UInt8]) throws(ProtocolError) -> Descriptor {
    guard let allowed = folders.first(where: { path.starts(with: $0.path.utf8) }) else {
      throw ProtocolError(.forbidden, "expected a path below a folder that the configuration allows")
    }
    do throws(SystemError) {
      let name = FilePath(Array(path.dropFirst(allowed.path.utf8.count)))
      return try allowed.folder.open(name, action: "open path=")
    } catch {
      switch error.code {
      case ENOENT, ENOTDIR: throw ProtocolError(.notFound, "expected a file at path=, found nothing there")
      case ENXIO, ENODEV: throw ProtocolError(.notAFile, "expected a regular file at path=, found none")
      case EACCES, EPERM:
        throw ProtocolError(.forbidden, "expected a file that the daemon may read, found that it may not")
      case ELOOP, EXDEV:
        throw ProtocolError(.forbidden, "expected a path without links and .., found one with them")
      default: throw ProtocolError(.forbidden, error.description)
      }
    }
  }
}
