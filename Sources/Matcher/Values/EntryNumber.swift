/// The place of an entry in one index: entries are numbered from 0 in byte order of (list, id), so that
/// ascending numbers are the order in which equally near matches are reported.
///
/// A number means something only together with the index it came from.
public struct EntryNumber: RawRepresentable, Hashable, Comparable, Sendable, BitwiseCopyable {
  public let rawValue: UInt32
  @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }
  @inlinable public static func < (a: EntryNumber, b: EntryNumber) -> Bool { a.rawValue < b.rawValue }
}
