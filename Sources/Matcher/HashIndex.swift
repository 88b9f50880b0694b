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
  /// - Throws: `IndexError` saying which check failed, with what was expected and found.
  public static func open(path: String, kernels: KernelTable = .best) throws(IndexError) -> HashIndex {
    try HashIndex(path: path, kernels: kernels)
  }

  private init(path: String, kernels: KernelTable) throws(IndexError) {
    let file = try Self.mapped(path)
    let header = try Self.header(of: file, path, kernels)
    self.path = path
    self.header = header
    self.kernels = kernels
    self.places = SectionPlaces(header)
    ring = unsafe RingIndex(header, places, file.buffer)
    planner = SearchPlanner(rowCount: header.hashCount, shape: header.ring)
    self.file = file
  }

  private static func mapped(_ path: String) throws(IndexError) -> MappedFile {
    do throws(FileError) {
      return try MappedFile(FilePath(path))
    } catch {
      throw IndexError(path, unreadable: error)
    }
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

/// Where the sections stand, looked up once.
struct SectionPlaces: Sendable {
  private let ranges: [IndexSection.Kind: Range<Int>]
  let hashes: Range<Int>
  let referenceOffsets: Range<Int>
  let references: Range<Int>

  init(_ header: IndexHeader) {
    ranges = Dictionary(uniqueKeysWithValues: header.sections.map { ($0.kind, $0.range) })
    hashes = ranges[.hashes] ?? 0..<0
    referenceOffsets = ranges[.referenceOffsets] ?? 0..<0
    references = ranges[.references] ?? 0..<0
  }

  /// Empty for a section that the file does not have.
  subscript(kind: IndexSection.Kind) -> Range<Int> { ranges[kind] ?? 0..<0 }
}
