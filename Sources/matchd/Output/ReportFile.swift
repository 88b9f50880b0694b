import Glibc

/// Where a report goes: standard output, or a file that appears under its name only when it is complete.
///
/// The file has no name while it is written (`O_TMPFILE`), so that nothing stays behind whatever happens; on
/// file systems without that, it is called `<name>.tmp.<process>` meanwhile.
struct ReportFile: ~Copyable {
  private let descriptor: Int32
  private let target: PathArgument?
  private let temporary: PathArgument?
  private var isCommitted = false
  private var stream: OutputStream

  init(_ path: PathArgument?) throws(Failure) {
    guard let path, !path.isStandardStream else {
      (descriptor, target, temporary, stream) = (1, nil, nil, .standard)
      return
    }
    try Self.checkReplaceable(path)
    let named = path.appending(".tmp.\(getpid())")
    let unnamed = path.folder.open(O_WRONLY | O_CLOEXEC | temporaryFileFlag, mode: 0o666)
    let opened =
      unnamed >= 0 ? unnamed : named.open(O_WRONLY | O_CLOEXEC | O_CREAT | O_EXCL, mode: 0o666)
    guard opened >= 0 else { throw Failure("\(path.shown): \(FileError.system("cannot create"))") }
    (descriptor, target, temporary) = (opened, path, unnamed >= 0 ? nil : named)
    stream = OutputStream(descriptor: opened, name: path.shown)
  }

  deinit {
    if target != nil { close(descriptor) }
    if !isCommitted, let temporary { temporary.remove() }
  }

  /// Writes a line; at once where somebody may be waiting for it.
  mutating func line(_ text: String) throws {
    try stream.line(text)
    if target == nil { try stream.flush() }
  }

  /// Writes what is pending, and gives the file its name.
  mutating func commit() throws {
    try stream.flush()
    guard let target else { return }
    let name = target.appending(".tmp.\(getpid())")
    guard fsync(descriptor) == 0, temporary != nil || name.link(to: descriptor) else {
      throw Failure("\(target.shown): \(FileError.system("cannot write"))")
    }
    guard name.rename(to: target) else {
      let failure = Failure("\(target.shown): \(FileError.system("cannot replace"))")
      name.remove()
      throw failure
    }
    isCommitted = true
  }

  /// Only a regular file is replaced: renaming over a device or a link would take it away.
  private static func checkReplaceable(_ path: PathArgument) throws(Failure) {
    guard let kind = path.fileKind, kind != S_IFREG else { return }
    throw Failure("\(path.shown): expected a regular file or a new name to write to, found something else")
  }
}

/// `O_TMPFILE` of fcntl.h, which is a macro that Swift does not import.
private let temporaryFileFlag = 0o20000000 | O_DIRECTORY
