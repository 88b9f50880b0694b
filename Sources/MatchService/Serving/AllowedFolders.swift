import CSystem
import Glibc
import MatchProtocol

/// The folders below which a client may name files.
///
/// Each is opened once, at start; a path is resolved below it by the kernel, which follows no link and never
/// leaves the folder.
struct AllowedFolders: Sendable {
  private let folders: [(path: String, descriptor: Descriptor)]

  init(_ paths: [String]) throws(SystemError) {
    var folders: [(path: String, descriptor: Descriptor)] = []
    for path in paths {
      // SAFETY: the path is handed over with its zero and lives through the call.
      let number = unsafe csystem_open_folder(path)
      guard number >= 0 else { throw SystemError("open \(path)") }
      folders.append((path.hasSuffix("/") ? path : path + "/", Descriptor(owning: number)))
    }
    self.folders = folders
  }

  /// Opens the file at `path`, which has to be absolute and below one of the folders.
  func open(_ path: [UInt8]) throws(ProtocolError) -> Descriptor {
    guard let folder = folders.first(where: { path.starts(with: $0.path.utf8) }) else {
      throw ProtocolError(.forbidden, "expected a path below a folder that the configuration allows")
    }
    let name = path.dropFirst(folder.path.utf8.count).map { CChar(bitPattern: $0) } + [0]
    // SAFETY: `name` ends in a zero and lives through the call.
    let number = folder.descriptor.use { unsafe csystem_open_beneath($0, name) }
    guard number < 0 else { return Descriptor(owning: number) }
    switch errno {
    case ENOENT, ENOTDIR: throw ProtocolError(.badRequest, "expected a file at path=, found none")
    default: throw ProtocolError(.forbidden, SystemError("open path=").description)
    }
  }
}
