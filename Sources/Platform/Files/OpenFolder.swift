import CSystem
import Glibc

/// A folder below which files are opened, whatever its path names meanwhile.
package struct OpenFolder: Sendable {
  private let folder: Descriptor

  package init(_ path: FilePath) throws(SystemError) {
    // SAFETY: the path ends in a zero and lives through the call.
    let number = unsafe path.withCString { unsafe csystem_open_folder($0) }
    guard number >= 0 else { throw SystemError("open \(String(decoding: path.bytes, as: UTF8.self))") }
    folder = Descriptor(owning: number)
  }

  /// Opens the file at a path below the folder for reading; the kernel follows no link and
  /// does not leave the folder.
  package func open(_ path: FilePath, action: String) throws(SystemError) -> Descriptor {
    // SAFETY: the path ends in a zero and lives through the call.
    let number = folder.use { folder in
      unsafe path.withCString { unsafe csystem_open_beneath(folder, $0) }
    }
    guard number >= 0 else { throw SystemError(action) }
    return Descriptor(owning: number)
  }
}
