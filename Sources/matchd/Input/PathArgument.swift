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
  var shown: String { PercentCoding.encode(bytes, .path) }

  /// `-`.
  static let standardStream = PathArgument(bytes: [UInt8(ascii: "-")])

  /// `-`: standard input or output.
  var isStandardStream: Bool { self == .standardStream }

  var defaultValueDescription: String { shown }
}
