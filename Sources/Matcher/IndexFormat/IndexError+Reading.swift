import Platform

extension IndexError {
  /// A file that cannot be mapped.
  init(_ path: String, unreadable error: FileError) {
    let found =
      switch error {
      case .system(let error): error.reason
      case .notRegular, .folder, .tooLarge: "a folder, device or other special file"
      }
    self.init(.readable, path: path, expected: "a readable index file", found: found)
  }
}
