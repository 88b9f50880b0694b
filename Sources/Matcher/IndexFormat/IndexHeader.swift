import ContentDigests
import Kernels

/// The first 4096 bytes of an index file, as values.
public struct IndexHeader: Hashable, Sendable {
  /// The index format that this library writes and reads.
  public static let formatVersion = 1
  static let byteCount = 4096
  /// A high bit, so that 7-bit channels show; CR LF and LF, so that line-end conversion shows; ^Z, so that
  /// `type` stops.
  static let magic: [UInt8] = [0x8d, 0x4d, 0x44, 0x58, 0x0d, 0x0a, 0x1a, 0x0a]
  static let asOfByteCountMax = 256

  public internal(set) var fileByteCount = 0
  /// Which compilation of the source lists this is.
  public internal(set) var generation: UInt64 = 0
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
  /// `nil` in a file without ring tables.
  public internal(set) var ring: RingShape?
  /// SHA-256 of the content sections with the padding between them. Equal lists have equal ones, whatever
  /// tables the file has.
  public internal(set) var contentDigest = ContentDigest(.sha256, bytes: [UInt8](repeating: 0, count: 32))
  /// In file order.
  public internal(set) var sections: [IndexSection] = []

  public var digestCount: Int { md5Count + sha1Count + sha256Count }

  /// The section of a kind, if the file has it.
  public func section(_ kind: IndexSection.Kind) -> IndexSection? { sections.first { $0.kind == kind } }

  /// The length a section of this kind has; `nil` where the header does not tell.
  func byteCount(of kind: IndexSection.Kind) -> Int? {
    switch kind {
    case .hashes: 32 * hashCount
    case .referenceOffsets: 4 * (hashCount + 1)
    case .references: 4 * referenceCount
    case .idOffsets: 4 * (entryCount + 1)
    case .idBases: 8 * (entryCount / 65_536 + 1)
    case .entryAttributes: 4 * entryCount
    case .lists: 16 * listCount
    case .attributes: 16 * attributeSetCount
    case .md5: (16 + 4) * md5Count
    case .sha1: (20 + 4) * sha1Count
    case .sha256: (32 + 4) * sha256Count
    case .treeNodes: TreeNodeLayout.byteCount * treeNodeCount
    case .ringBuckets: ring?.bucketsByteCount
    case .ringRows: ring?.rowsByteCount(rowCount: hashCount)
    case .ids, .names, .ringOverflow, .ringHeavy: nil
    }
  }
}
