import Glibc

/// An open file, pipe or device that is read from front to back.
package struct InputFile {
  private let file: Descriptor
  /// The size of a regular file; 0 for standard input.
  package let byteCount: Int

  /// Opens what stands at `path`, following links.
  package init(_ path: FilePath) throws(FileError) {
    file = try FileError.wrapping { () throws(SystemError) in try path.open(O_RDONLY) }
    let file = file
    let status = try FileError.wrapping { () throws(SystemError) in try FileStatus(of: file) }
    guard status.kind != .folder else { throw .folder }
    byteCount = status.byteCount
  }

  /// Opens the regular file at `path`, following links, without waiting for anybody: what is no file is
  /// refused by its name.
  package init(regularAt path: FilePath) throws(FileError) {
    do throws(SystemError) {
      file = try path.open(O_RDONLY | O_NONBLOCK | O_NOCTTY)
    } catch {
      throw Self.refusal(of: path, error)
    }
    let file = file
    let status = try FileError.wrapping { () throws(SystemError) in try FileStatus(of: file) }
    guard status.kind == .regular else { throw .notRegular(status.kind) }
    byteCount = status.byteCount
  }

  /// Sockets, and devices without a driver, cannot even be opened.
  private static func refusal(of path: FilePath, _ error: SystemError) -> FileError {
    guard error.code == ENXIO || error.code == ENODEV,
      let status = try? FileStatus(of: path, followingLinks: true), status.kind != .regular
    else { return .system(error) }
    return .notRegular(status.kind)
  }

  private init(_ file: Descriptor) {
    self.file = file
    byteCount = 0
  }

  package static var standard: InputFile { InputFile(.standardInput) }

  /// The next bytes, at most `byteCount`; none at the end.
  package func read(_ byteCount: Int) throws(FileError) -> [UInt8] {
    try FileError.wrapping { () throws(SystemError) in try file.readSome(byteCount) }
  }

  /// Everything up to the end of the file, but at most `byteCountMax` + 1 bytes, so that
  /// more than the limit shows.
  package func readAll(byteCountMax: Int) throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count <= byteCountMax {
      let piece = try read(min(1 << 20, byteCountMax + 1 - bytes.count))
      if piece.isEmpty { break }
      bytes += piece
    }
    return bytes
  }
}
