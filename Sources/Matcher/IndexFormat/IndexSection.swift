/// One section of an index file: a run of bytes of one kind, aligned to 4096.
public struct IndexSection: Hashable, Sendable {
  /// What a section holds; the raw value is the four characters that stand in the file. Case order is file
  /// order.
  public enum Kind: String, CaseIterable, Sendable {
    /// Distinct hashes, 32 bytes each, in the order of the BK-tree's leaves.
    case hashes = "HASH"
    /// u32 for each hash and one more: where its references start.
    case referenceOffsets = "REFO"
    /// u32 entry numbers, ascending for each hash.
    case references = "REFS"
    /// u32 for each entry and one more: where its id starts, less its base.
    case idOffsets = "ENTO"
    /// u64 for each 65 536 entries: the base of their id offsets.
    case idBases = "ENTB"
    /// u32 for each entry: its attribute set.
    case entryAttributes = "ENTA"
    /// The ids, one after another.
    case ids = "IDST"
    /// 16 bytes a list: u32 first entry, u32 name length, u64 name offset.
    case lists = "LIST"
    /// 16 bytes an attribute set: u32 state, u32 length and u64 offset of its labels.
    case attributes = "ATTR"
    /// List names, and labels each after its u16 length.
    case names = "NAME"
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

    /// Whether it is part of the content digest; the others are derived from the content.
    public var isContent: Bool { self != .treeNodes && !isRing }

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
  /// CRC-32C of its bytes.
  public let checksum: UInt32

  /// Sections start at multiples of this.
  static let alignment = 4096

  var range: Range<Int> { offset..<offset + byteCount }

  /// The first aligned place at or after `offset`.
  static func aligned(_ offset: Int) -> Int { (offset + alignment - 1) / alignment * alignment }
}
