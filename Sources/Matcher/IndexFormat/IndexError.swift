/// Why an index cannot be opened, trusted, searched as asked, or written.
public struct IndexError: Error, Hashable, CustomStringConvertible {
  /// Which check failed. Each of opening and verifying has a malformed file in `Vectors/malformed-index`.
  public enum Check: String, CaseIterable, Sendable {
    // The file as a whole
    case readable, headerPresent, magic, formatVersion, headerLength, headerChecksum, requiredFeatures
    case truncated, trailingBytes
    // The header's numbers and the section table
    case counts, ringShape, blockSize, asOf, sectionCount, sectionKind, sectionPlace, sectionLength
    // `verify` alone
    case sectionChecksum, padding, contentDigest, structure
    // Searching and writing
    case ringTables, changedInPlace, capacity, entryOrder, writable
  }

  public let check: Check
  /// The file.
  public let path: String
  public let expected: String
  public let found: String

  public init(_ check: Check, path: String, expected: String, found: String) {
    self.check = check
    self.path = path
    self.expected = expected
    self.found = found
  }

  public var description: String { "\(path): expected \(expected), found \(found); \(remedy)" }

  /// What to do about it.
  public var remedy: String {
    switch check {
    case .readable: "check the path and its permissions"
    case .headerPresent, .magic: "give a file that 'matchd index build' wrote"
    case .formatVersion, .requiredFeatures:
      "read it with the version of matchd that wrote it, or build it anew"
    case .truncated, .trailingBytes: "copy it again, or build it anew"
    case .changedInPlace:
      "open it anew; put a new index in place by renaming it, as 'matchd index build' does"
    case .ringTables: "use another engine, or build the index with --tables ring,bk"
    case .capacity: "split the list over several indexes"
    case .entryOrder: "give lists by name and entries by id, in the order of their bytes"
    case .writable: "check the folder, its permissions and its free space"
    case .headerLength, .headerChecksum, .counts, .ringShape, .blockSize, .asOf, .sectionCount, .sectionKind,
      .sectionPlace, .sectionLength, .sectionChecksum, .padding, .contentDigest, .structure:
      "the file is damaged: build it anew"
    }
  }
}
