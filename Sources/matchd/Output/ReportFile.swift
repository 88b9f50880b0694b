import Platform

/// Where a report goes: standard output, or a file that appears under its name only when it is complete.
struct ReportFile: ~Copyable {
  private var file: AtomicFile?
  private var stream: OutputStream

  init(_ path: PathArgument?) throws(Failure) {
    guard let path, !path.isStandardStream else {
      file = nil
      stream = .standard
      return
    }
    try Self.checkReplaceable(path)
    do throws(SystemError) {
      let file = try AtomicFile(replacing: path.file, mode: 0o666)
      stream = OutputStream(file.file, name: path.shown)
      self.file = consume file
    } catch {
      throw Failure("\(path.shown): cannot \(error)")
    }
  }

  /// Whether a person may read along.
  var isOnTerminal: Bool { file == nil && Descriptor.standardOutput.isTerminal }

  /// Writes a line; at once where somebody may be waiting for it.
  mutating func line(_ text: String) throws {
    try stream.line(text)
    if file == nil { try stream.flush() }
  }

  /// Writes text that may be a part of a line.
  mutating func text(_ text: String) throws { try stream.text(text) }

  /// Writes what is pending, and gives the file its name.
  mutating func commit() throws {
    try stream.flush()
    do throws(SystemError) {
      try file?.commit()
    } catch {
      throw Failure("\(stream.name): cannot \(error)")
    }
  }

  /// Only a regular file is replaced: renaming over a device or a link would take it away.
  private static func checkReplaceable(_ path: PathArgument) throws(Failure) {
    guard let status = try? FileStatus(of: path.file, followingLinks: false), status.kind != .regular else {
      return
    }
    throw Failure("\(path.shown): expected a regular file or a new name to write to, found something else")
  }
}
