/// The bytes of the header, which is the start of the file. Some fields are there since format 2:
/// in format 1 they are zeros.
enum HeaderLayout: ByteLayout {
  static let title = "Header"
  static let byteCount = 4096

  static let magic = BytesField("magic", at: 0, byteCount: 8)
  static let formatVersion = NumberField<UInt32>("format version", at: 8)
  static let headerLength = NumberField<UInt32>("header length", at: 12)
  static let fileLength = NumberField<UInt64>("file length", at: 16)
  static let requiredFeatures = NumberField<UInt64>("required features", at: 24)
  static let generation = NumberField<UInt64>("generation", at: 32)
  static let sectionCount = NumberField<UInt32>("sections", at: 40)
  static let asOfLength = NumberField<UInt16>("as_of length", at: 44)
  static let chunkWidth = NumberField<UInt8>("ring: chunk width", at: 120)
  static let linesPerBucket = NumberField<UInt8>("ring: lines a bucket", at: 121)
  static let rowNumberByteCount = NumberField<UInt8>("ring: bytes of a row number", at: 122)
  static let blockExponent = NumberField<UInt8>("checksum block", at: 123)
  static let contentDigest = BytesField("content digest", at: 128, byteCount: 32)
  static let asOf = BytesField("as_of", at: 160, byteCount: 256)
  static let sequence = NumberField<UInt64>("sequence number", at: 416)
  static let sectionTable = BytesField(
    "section table", at: 1024, byteCount: sectionCountMax * SectionLayout.byteCount)
  static let checksum = NumberField<UInt32>("header checksum", at: 4092)

  /// The counts, in file order, each with the header's value.
  static let counts: [Count] = [
    Count("entries", at: 48, \.entryCount), Count("distinct hashes", at: 56, \.hashCount),
    Count("references", at: 64, \.referenceCount), Count("MD5 digests", at: 72, \.md5Count),
    Count("SHA-1 digests", at: 80, \.sha1Count), Count("SHA-256 digests", at: 88, \.sha256Count),
    Count("lists", at: 96, \.listCount), Count("attribute sets", at: 104, \.attributeSetCount),
    Count("tree nodes", at: 112, \.treeNodeCount),
  ]
  /// The same, those that are there since format 2.
  static let laterCounts: [Count] = [
    Count("views", at: 424, \.viewCount), Count("suppressed lists", at: 432, \.suppressedCount),
  ]

  struct Count: Sendable {
    let field: NumberField<UInt64>
    let value: any WritableKeyPath<IndexHeader, Int> & Sendable

    init(_ name: StaticString, at offset: Int, _ value: any WritableKeyPath<IndexHeader, Int> & Sendable) {
      field = NumberField(name, at: offset)
      self.value = value
    }
  }

  /// Larger counts are refused: row and entry numbers are 32 bits, and no product of a count can overflow.
  static let countMax = Int(UInt32.max) - 1
  static let sectionCountMax = 64

  static var fields: [any LayoutField] {
    let first: [any LayoutField] = [
      magic, formatVersion, headerLength, fileLength, requiredFeatures, generation, sectionCount, asOfLength,
    ]
    let last: [any LayoutField] = [
      chunkWidth, linesPerBucket, rowNumberByteCount, blockExponent, contentDigest, asOf, sequence,
    ]
    return first + counts.map(\.field) + last + laterCounts.map(\.field) + [sectionTable, checksum]
  }
}

/// The bytes of a section in the header's table.
enum SectionLayout: ByteLayout {
  static let title = "Section table"
  static let byteCount = 32
  static let kind = BytesField("kind", at: 0, byteCount: 4)
  static let offset = NumberField<UInt64>("offset", at: 8)
  static let length = NumberField<UInt64>("length", at: 16)
  static let checksum = NumberField<UInt32>("checksum", at: 24)

  static var fields: [any LayoutField] { [kind, offset, length, checksum] }
}
