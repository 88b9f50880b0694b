import CSystem
import Glibc

/// A path as the system takes it: bytes, kept one for one. It need not be UTF-8 or in any normal form.
package struct FilePath: Hashable, Sendable {
  package let bytes: [UInt8]

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  package init(_ text: String) { bytes = Array(text.utf8) }

  package func appending(_ suffix: String) -> FilePath { FilePath(bytes + Array(suffix.utf8)) }

  /// The folder that holds what this path names.
  package var folder: FilePath {
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return FilePath(".") }
    return FilePath(Array(bytes[...slash]))
  }

  /// The path of the same thing without links, dots and doubled slashes in it.
  /// - Throws: where nothing stands there, or a folder on the way cannot be searched.
  package func resolved() throws(SystemError) -> FilePath {
    // SAFETY: the path ends in a zero and lives through the call; what comes back is a string of our own,
    // which is copied and freed here.
    guard let found = unsafe withCString({ path in unsafe realpath(path, nil) }) else {
      throw SystemError("open")
    }
    defer { unsafe free(found) }
    return unsafe FilePath(UnsafeRawBufferPointer(start: found, count: strlen(found)).map { $0 })
  }

  /// Hands out the bytes, a zero behind them; valid until `body` returns.
  func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    let terminated = bytes.map { CChar(bitPattern: $0) } + [0]
    // SAFETY: the array ends with a zero byte and lives through the call.
    return unsafe terminated.withUnsafeBufferPointer { unsafe body($0.baseAddress!) }
  }
}

/// The calls that change which names there are.
extension FilePath {
  /// Opens what stands here. `O_CLOEXEC` is always added.
  package func open(
    _ flags: Int32, mode: mode_t = 0, action: String = "open"
  ) throws(SystemError) -> Descriptor {
    let number = try FileCall.open.make(action) { _ in
      // SAFETY: the path ends in a zero and lives through the call.
      unsafe withCString { path in unsafe Int(Glibc.open(path, flags | O_CLOEXEC, mode)) }
    }
    return Descriptor(owning: Int32(number))
  }

  /// Takes the name away from whatever has it.
  package func remove() throws(SystemError) {
    _ = try FileCall.remove.make("remove") { _ in
      // SAFETY: the path ends in a zero and lives through the call.
      unsafe withCString { path in unsafe Int(unlink(path)) }
    }
  }

  /// Makes a folder, which nothing may have the name of yet.
  /// - Parameter mode: permission bits, less those that the process's mask takes away.
  package func makeFolder(mode: mode_t) throws(SystemError) {
    _ = try FileCall.makeFolder.make("create") { _ in
      // SAFETY: the path ends in a zero and lives through the call.
      unsafe withCString { path in unsafe Int(mkdir(path, mode)) }
    }
  }

  /// Gives what has this name another one, in place of what has that now.
  package func rename(to target: FilePath, action: String = "rename") throws(SystemError) {
    _ = try FileCall.rename.make(action) { _ in
      // SAFETY: both paths end in a zero and live through the call.
      unsafe withCString { from in unsafe target.withCString { to in unsafe Int(Glibc.rename(from, to)) } }
    }
  }

  /// Opens a new file that has no name, for reading and writing, in this folder.
  /// - Throws: also where the file system has no such files.
  func openUnnamed(mode: mode_t) throws(SystemError) -> Descriptor {
    let number = try FileCall.openUnnamed.make("create") { _ in
      // SAFETY: the path ends in a zero and lives through the call.
      unsafe withCString { path in unsafe Int(csystem_open_unnamed(path, mode)) }
    }
    return Descriptor(owning: Int32(number))
  }

  /// Gives this name, which nothing may have yet, to an open file that has none.
  func link(to file: Descriptor, action: String) throws(SystemError) {
    _ = try FileCall.link.make(action) { _ in
      // SAFETY: the path ends in a zero and lives through the call.
      unsafe withCString { path in file.use { unsafe Int(csystem_link_open_file($0, path)) } }
    }
  }
}
