/// Where the header's fields stand, in bytes from the start of the file. All numbers are little-endian.
///
///        0  magic (8)            8  format version u32      12  header length u32     16  file length u64
///       24  required features u64                           32  generation u64
///       40  section count u32   44  as_of length u16        46  zero u16
///       48  entries  56 hashes  64 references  72 md5  80 sha1  88 sha256  96 lists  104 attribute sets
///      112  tree nodes (u64 each)
///      120  ring: chunk width, lines per bucket, bytes of a row number (u8 each; 0 without), zero (5)
///      128  content digest (32)                             160  as_of (256)           416  zeros
///     1024  section table: 64 x (kind (4), zero u32, offset u64, length u64, CRC-32C u32, zero u32)
///     3072  zeros                                          4092  CRC-32C of bytes 0..<4092
enum HeaderLayout {
  static let formatVersion = 8
  static let headerLength = 12
  static let fileLength = 16
  static let requiredFeatures = 24
  static let generation = 32
  static let sectionCount = 40
  static let asOfLength = 44
  static let counts = 48
  static let ring = 120
  static let contentDigest = 128
  static let asOf = 160
  static let sectionTable = 1024
  static let sectionRecord = 32
  static let sectionCountMax = 64
  static let checksum = 4092

  /// The count fields in file order.
  static let countFields: [any WritableKeyPath<IndexHeader, Int> & Sendable] = [
    \.entryCount, \.hashCount, \.referenceCount, \.md5Count, \.sha1Count, \.sha256Count, \.listCount,
    \.attributeSetCount, \.treeNodeCount,
  ]

  /// Larger counts are refused: row and entry numbers are 32 bits, and no product of a count can overflow.
  static let countMax = Int(UInt32.max) - 1
}
