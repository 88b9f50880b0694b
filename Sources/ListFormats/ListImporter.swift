/// Reads one format of lists. A new format is one file with its importer, and one line in `ImporterRegistry`.
///
/// The text arrives in pieces of any size, in UTF-8 without a byte order mark, however the file was encoded
/// (`TextDecoder`); every way to cut it gives the same records. What is wrong with a record is a refusal,
/// what is wrong with the file an error. Memory is at most a record, whatever the file holds.
public protocol ListImporter: Sendable {
  /// What `--format` and messages call it.
  static var name: String { get }

  /// How surely the file is of this format. Never reads beyond the head.
  static func recognizes(_ head: FileHead) -> Recognition

  init(_ options: ImportOptions)

  mutating func read(_ text: Span<UInt8>, into batch: inout ImportBatch) throws(ImportError)

  /// Reads what stands at the end of the file, and tells what is only known there.
  mutating func finish(into batch: inout ImportBatch) throws(ImportError)
}

/// How surely a file is of a format; of several formats the surest is taken.
public enum Recognition: Int, Comparable, Sendable {
  case none
  /// It can be read as such, as almost anything could.
  case readable
  /// The form of its first line fits.
  case fitting
  /// It says so itself.
  case certain

  public static func < (a: Recognition, b: Recognition) -> Bool { a.rawValue < b.rawValue }
}

/// What is told to importers that ask.
public struct ImportOptions: Hashable, Sendable {
  /// Which column holds what, by column name or number from 1, where the names in the file do not tell.
  public var columns: [String: String]

  public init(columns: [String: String] = [:]) { self.columns = columns }
}

/// The beginning of a file, by which its format is told.
public struct FileHead: Sendable {
  /// Without folders, lower case; empty for a stream.
  public let fileName: String
  /// At most `ImportLimits.headByteCountMax` bytes of the decoded text.
  public let text: String

  /// - Parameter bytes: the first of the file, as many as there are or more than enough.
  public init(fileName: String, bytes: Span<UInt8>) {
    self.fileName = (fileName.split(separator: "/").last.map(String.init) ?? "").lowercased()
    var decoder = TextDecoder()
    var decoded: [UInt8] = []
    decoder.decode(bytes.extracting(0..<min(bytes.count, ImportLimits.headByteCountMax)), into: &decoded)
    text = String(decoding: decoded, as: UTF8.self)
  }

  /// The first lines that hold something, without their ends.
  public var lines: some Sequence<Substring> {
    text.split(whereSeparator: \.isNewline).lazy.filter { !$0.allSatisfy(\.isWhitespace) }
  }

  /// The first character that is no space.
  public var firstCharacter: Character? { text.first { !$0.isWhitespace } }

  var isJSON: Bool { firstCharacter == "{" || firstCharacter == "[" }

  /// Whether a JSON object has that key somewhere.
  func hasKey(_ key: String) -> Bool { text.contains("\"\(key)\"") }
}
