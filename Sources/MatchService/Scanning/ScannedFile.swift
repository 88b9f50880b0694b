public import MatchProtocol

/// One file of a scan and what was found out about it.
public struct ScannedFile: Equatable, Sendable {
  /// As it was named, or below what was named; bytes, since paths need not be UTF-8.
  public var path: [UInt8]
  /// `item.index` is the file's place in the run, from 0.
  public var item: Item

  public init(path: [UInt8], item: Item) {
    self.path = path
    self.item = item
  }
}
