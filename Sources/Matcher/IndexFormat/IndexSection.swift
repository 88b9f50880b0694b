/// One section of an index file: a run of bytes of one kind, aligned to 4096.
public struct IndexSection: Hashable, Sendable {
  /// What a section holds; the raw value is the four characters that stand in the file. Case order is file
  /// order in format 2.
  public enum Kind: String, CaseIterable, Sendable {
    /// The ids of all entries, one after another: first, so that they can be written as entries come.
    case ids = "IDST"
    /// u32 for each entry and one more: where its id starts, less its base.
    case idOffsets = "ENTO"
    /// u64 for each 65 536 entries begun: the base of their id offsets.
    case idBases = "ENTB"
    /// u32 for each entry: its attribute set.
    case entryAttributes = "ENTA"
    /// The lists: see `ListLayout`.
    case lists = "LIST"
    /// What entries share: see `AttributeSetLayout`.
    case attributes = "ATTR"
    /// Texts of lists, and labels each after its u16 length.
    case names = "NAME"
    /// u32 list numbers that negative lists suppress.
    case suppressed = "SUPL"
    /// The names of views, each after its u16 length, in byte order.
    case views = "VIEW"
    /// Distinct hashes, 32 bytes each, in the order of the BK-tree's leaves.
    case hashes = "HASH"
    /// u32 for each hash and one more: where its references start.
    case referenceOffsets = "REFO"
    /// u32 entry numbers, ascending for each hash.
    case references = "REFS"
    /// u16 for each reference: of which view the hash is; empty where no hash is of another
    /// than the picture as it is.
    case referenceViews = "REFV"
    /// Sorted digests, each followed by its u32 entry number.
    case md5 = "MD5D"
    case sha1 = "SHA1"
    case sha256 = "S256"
    /// Inner nodes of the BK-tree.
    case treeNodes = "BKTN"
    /// Cache-line buckets of the ring tables.
    case ringBuckets = "RNGB"
    /// Row numbers of the ring tables, in bucket order.
    case ringRows = "RNGR"
    /// A bit for each bucket of each table: whether a heavy bucket is near. Empty where no bucket is heavy.
    case ringHeavy = "RNGH"
    /// Signatures that did not fit their bucket.
    case ringOverflow = "RNGO"
    /// CRC-32C of each block of the sections before it.
    case blockChecksums = "CRCB"

    /// The order in which format 1 had its sections.
    static let inFormat1: [Kind] = [
      .hashes, .referenceOffsets, .references, .idOffsets, .idBases, .entryAttributes, .ids, .lists,
      .attributes, .names, .md5, .sha1, .sha256, .treeNodes, .ringBuckets, .ringRows, .ringHeavy,
      .ringOverflow,
    ]

    /// Whether it is part of the content digest; the others are derived from the content.
    public var isContent: Bool { self != .treeNodes && !isRing && self != .blockChecksums }

    /// Whether a file without ring tables leaves it out.
    public var isRing: Bool {
      switch self {
      case .ringBuckets, .ringRows, .ringOverflow, .ringHeavy: true
      default: false
      }
    }
  }

  public let kind: Kind
  public let offset: Int
  public let byteCount: Int
  /// CRC-32C of the checksums of its blocks; in format 1 of its bytes. 0 for the section of checksums itself.
  public let checksum: UInt32

  /// Sections start at multiples of this.
  static let alignment = 4096

  var range: Range<Int> { offset..<offset + byteCount }

  /// The first aligned place at or after `offset`.
  static func aligned(_ offset: Int) -> Int { (offset + alignment - 1) / alignment * alignment }
}
