import Foundation

/// A folder of its own for one test, removed with everything in it when the value goes.
public final class TemporaryFolder: Sendable {
  public let url: URL

  /// The path is short, since those of sockets have at most 107 bytes.
  public init() throws {
    var template = Array("/tmp/matchd-XXXXXX".utf8CString)
    guard let path = mkdtemp(&template) else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    url = URL(filePath: String(cString: path), directoryHint: .isDirectory)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  public var path: String { path("") }

  public var bytes: [UInt8] { Array(path.utf8) }

  /// The path of `name` in this folder.
  public func path(_ name: String) -> String { (name.isEmpty ? url : url.appending(path: name)).path }

  /// The names of everything in the folder, sorted.
  public var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
  }

  /// Writes a file and the folders that lead to it.
  public func write(_ bytes: [UInt8], to name: String) throws { _ = try file(name, Data(bytes)) }

  /// Makes a symbolic link.
  public func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: path(name), withDestinationPath: target)
  }

  public func file(_ name: String, _ text: String) throws -> URL { try file(name, Data(text.utf8)) }

  public func file(_ name: String, _ data: Data) throws -> URL {
    let file = url.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: file)
    return file
  }
}
