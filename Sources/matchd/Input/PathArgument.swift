import ArgumentParser
import MatchProtocol
import Platform

/// A path from the command line, byte for byte.
struct PathArgument: ExpressibleByArgument, Hashable {
  let bytes: [UInt8]

  init?(argument: String) {
    guard !argument.isEmpty else { return nil }
    bytes = RawArguments.bytes(of: argument)
  }

  var file: FilePath { FilePath(bytes) }

  /// For people and reports: control characters, `%` and bytes that are not UTF-8 are percent-encoded.
  var shown: String { PercentCoding.encode(bytes, .path) }

  /// `-`: standard input or output.
  var isStandardStream: Bool { bytes == [UInt8(ascii: "-")] }

  var defaultValueDescription: String { shown }

  /// Opens the regular file to be read, or standard input (`-`): nothing else, which might be waited for.
  func openedRegular() throws(FileError) -> InputFile {
    isStandardStream ? .standard : try InputFile(regularAt: file)
  }

  /// Opens the file, pipe or device to be read; `-` is standard input.
  func opened() throws(FileError) -> InputFile { isStandardStream ? .standard : try InputFile(file) }
}

extension FileError {
  /// For people.
  var message: String {
    if case .system(let error) = self { "cannot \(error)" } else { description }
  }
}
