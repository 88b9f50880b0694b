import ArgumentParser
import MatchProtocol

/// A path from the command line, byte for byte.
struct PathArgument: ExpressibleByArgument, Hashable {
  let bytes: [UInt8]

  init?(argument: String) {
    guard !argument.isEmpty else { return nil }
    bytes = RawArguments.bytes(of: argument)
  }

  /// For people and reports: control characters, `%` and bytes that are not UTF-8 are percent-encoded.
  var shown: String { MatchProtocol.PercentCoding.encode(bytes, .path) }

  /// `-`: standard input or output.
  var isStandardStream: Bool { bytes == [UInt8(ascii: "-")] }

  var defaultValueDescription: String { shown }
}
