import ContentDigests
import Kernels

/// The first 4096 bytes of an index file, as values.
public struct IndexHeader: Hashable, Sendable {
  /// The index format that this library writes.
  public static let writtenFormatVersion = 2
  /// The index formats that it reads.
  public static let readFormatVersions = 1...2
  /// A high bit, so that 7-bit channels show; CR LF and LF, so that line-end conversion
  /// shows; ^Z, so that `type` stops.
  static let magic: [UInt8] = [0x8d, 0x4d, 0x44, 0x58, 0x0d, 0x0a, 0x1a, 0x0a]

  public internal(set) var formatVersion = writtenFormatVersion
  public internal(set) var fileByteCount = 0
  /// What the file holds that changes the meaning of a match.
  public internal(set) var requiredFeatures: IndexFeatures = []
  /// Which compilation of the source lists this is.
  public internal(set) var generation: UInt64 = 0
  /// The last change of the list store that this file has; 0 without a store.
  public internal(set) var sequence: UInt64 = 0
  /// When the source lists were as they stand here, as the builder was told; may be empty.
  public internal(set) var asOf = ""
  public internal(set) var entryCount = 0
  /// Distinct hashes.
  public internal(set) var hashCount = 0
  /// (hash, entry) pairs.
  public internal(set) var referenceCount = 0
  public internal(set) var md5Count = 0
  public internal(set) var sha1Count = 0
  public internal(set) var sha256Count = 0
  public internal(set) var listCount = 0
  public internal(set) var attributeSetCount = 0
  public internal(set) var treeNodeCount = 0
  /// Views that hashes are of, besides the picture as it is.
  public internal(set) var viewCount = 0
  /// (negative list, list that it suppresses) pairs, where a negative list names some.
  public internal(set) var suppressedCount = 0
  /// `nil` in a file without ring tables.
  public internal(set) var ring: RingShape?
  /// How many bytes of a section one block checksum covers, as a power of two; 0 in format 1, which has a
  /// checksum for each whole section.
  var blockExponent = BlockChecksums.byteCountExponent
  /// SHA-256 of the content sections with the padding between them. Equal lists have equal ones, whatever
  /// tables the file has.
  public internal(set) var contentDigest = ContentDigest(.sha256, bytes: [UInt8](repeating: 0, count: 32))
  /// In file order.
  public internal(set) var sections: [IndexSection] = []

  /// Of a file that is being written.
  init(_ stamp: IndexStamp) {
    generation = stamp.generation
    sequence = stamp.sequence
    asOf = stamp.asOf
  }

  public var digestCount: Int { md5Count + sha1Count + sha256Count }

  /// The section of a kind, if the file has it.
  public func section(_ kind: IndexSection.Kind) -> IndexSection? { sections.first { $0.kind == kind } }

  /// The sections that the file must have, in this order.
  var expectedKinds: [IndexSection.Kind] {
    let kinds = formatVersion == 1 ? IndexSection.Kind.inFormat1 : IndexSection.Kind.allCases
    return kinds.filter { ring != nil || !$0.isRing }
  }

  var listByteCount: Int { formatVersion == 1 ? ListLayout.byteCountInFormat1 : ListLayout.byteCount }

  /// How many block checksums a section of this length has.
  func blockCount(ofByteCount byteCount: Int) -> Int {
    (byteCount + (1 << blockExponent) - 1) >> blockExponent
  }

  /// The length a section of this kind has; `nil` where the header does not tell.
  func byteCount(of kind: IndexSection.Kind) -> Int? {
    switch kind {
    case .hashes: HashRow.byteCount * hashCount
    case .referenceOffsets: 4 * (hashCount + 1)
    case .references: 4 * referenceCount
    case .referenceViews: viewCount > 0 ? 2 * referenceCount : 0
    case .idOffsets: 4 * (entryCount + 1)
    case .idBases: 8 * IDLayout.baseCount(entryCount: entryCount)
    case .entryAttributes: 4 * entryCount
    case .lists: listByteCount * listCount
    case .attributes: AttributeSetLayout.byteCount * attributeSetCount
    case .suppressed: 4 * suppressedCount
    case .md5: DigestTable(algorithm: .md5).rowByteCount * md5Count
    case .sha1: DigestTable(algorithm: .sha1).rowByteCount * sha1Count
    case .sha256: DigestTable(algorithm: .sha256).rowByteCount * sha256Count
    case .treeNodes: TreeNodeLayout.byteCount * treeNodeCount
    case .ringBuckets: ring?.bucketsByteCount
    case .ringRows: ring?.rowsByteCount(rowCount: hashCount)
    case .blockChecksums: 4 * sections.dropLast().reduce(0) { $0 + blockCount(ofByteCount: $1.byteCount) }
    case .ids, .names, .views, .ringOverflow, .ringHeavy: nil
    }
  }
}
