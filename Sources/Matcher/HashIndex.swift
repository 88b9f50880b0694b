import HashCore
import Kernels
import Platform

/// One immutable index: which entries have a hash within a distance of this one, or this digest?
///
/// The file is mapped, never copied; every process that opens it shares one copy. Opening reads the header
/// alone, so it takes the same short time whatever the size. A damaged file can make `open` fail, or answers
/// wrong (`verify` tells), but never makes a search read outside the mapping.
public final class HashIndex: Sendable {
  public let path: String
  public let header: IndexHeader
  public let kernels: KernelTable
  let file: MappedFile
  let places: SectionPlaces
  let ring: RingIndex?
  let planner: SearchPlanner

  /// Maps and checks the index at `path`.
  ///
  /// - Parameter honoured: what the caller takes into account when it answers from matches. A file that needs
  ///   more is refused, since answers that leave it out would be wrong: a match of a negative list, say, is
  ///   no `known`. Indexes built from text lines need nothing.
  /// - Throws: `IndexError` saying which check failed, with what was expected and found.
  public static func open(
    path: String, kernels: KernelTable = .best, honoured: IndexFeatures = []
  ) throws(IndexError) -> HashIndex {
    try HashIndex(path: path, kernels: kernels, honoured)
  }

  private convenience init(path: String, kernels: KernelTable, _ honoured: IndexFeatures) throws(IndexError) {
    try self.init(
      try Self.mapped(path) { () throws(FileError) in try MappedFile(FilePath(path)) }, path, kernels,
      honoured)
  }

  /// Maps an index in memory.
  convenience init(
    _ file: Descriptor, kernels: KernelTable, _ honoured: IndexFeatures
  ) throws(IndexError) {
    let name = IndexTarget.memory(file).name
    try self.init(
      try Self.mapped(name) { () throws(FileError) in try MappedFile(file) }, name, kernels, honoured)
  }

  private init(
    _ file: consuming MappedFile, _ path: String, _ kernels: KernelTable, _ honoured: IndexFeatures
  ) throws(IndexError) {
    let header = try Self.header(of: file, path, kernels)
    let left = header.requiredFeatures.subtracting(honoured)
    guard left.isEmpty else {
      throw IndexError(
        .requiredFeatures, path: path, expected: "an index that these answers can honour",
        found: left.names.joined(separator: ", "))
    }
    self.path = path
    self.header = header
    self.kernels = kernels
    self.places = SectionPlaces(header)
    // SAFETY: the file stays mapped as long as this object, which holds it beside the ring.
    ring = unsafe RingIndex(header, places, file.buffer)
    planner = SearchPlanner(rowCount: header.hashCount, shape: header.ring)
    self.file = file
  }

  private static func mapped(
    _ path: String, _ map: () throws(FileError) -> MappedFile
  ) throws(IndexError) -> MappedFile {
    do throws(FileError) {
      return try map()
    } catch {
      throw IndexError(path, unreadable: error)
    }
  }

  /// Says whether the file is still what it was when it was opened, by its size, its time, and whether all
  /// that was read of it was there. What was found before the call is to be believed where nothing is thrown.
  /// One system call.
  ///
  /// - Throws: `changedInPlace`. Another file under the same name is none of that.
  public func checkUnchanged() throws(IndexError) {
    guard let change = file.change else { return }
    if case .unknown(let error) = change { throw IndexError(path, unreadable: .system(error)) }
    throw IndexError(.changedInPlace, path: path, expected: "the file that was opened", found: "\(change)")
  }

  /// The bytes of a range of the file, which the header's checks found inside it.
  @_lifetime(borrow self)
  func bytes(_ range: Range<Int>) -> RawSpan {
    // SAFETY: the range lies inside the mapping, which lives as long as this object.
    let span = unsafe RawSpan(_unsafeBytes: file.buffer).extracting(range)
    return unsafe _overrideLifetime(span, borrowing: self)
  }

  private static func header(
    of file: borrowing MappedFile, _ path: String, _ kernels: KernelTable
  ) throws(IndexError) -> IndexHeader {
    try IndexHeader(decoding: file.bytes, path: path, kernels)
  }

  public var entryCount: Int { header.entryCount }
  /// Distinct hashes.
  public var hashCount: Int { header.hashCount }
  /// Whether `SearchEngine.ring` can be asked for.
  public var hasRingTables: Bool { header.ring != nil }
}
