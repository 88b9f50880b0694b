/// Why a file's bytes are not there.
package enum FileError: Error, Hashable, CustomStringConvertible {
  case system(SystemError)
  /// Found where a regular file was expected.
  case notRegular(FileKind)
  /// Found where anything that can be read was expected.
  case folder
  case tooLarge(limit: Int, found: Int)

  package var description: String {
    switch self {
    case .system(let error): error.description
    case .notRegular(let kind): "expected a regular file, found \(kind)"
    case .folder: "expected a file, found \(FileKind.folder)"
    case .tooLarge(let limit, let found): "expected at most \(limit) bytes, found \(found)"
    }
  }

  /// Runs `body` and wraps its error.
  package static func wrapping<Result: ~Copyable>(
    _ body: () throws(SystemError) -> Result
  ) throws(FileError) -> Result {
    do throws(SystemError) {
      return try body()
    } catch {
      throw .system(error)
    }
  }
}
