/// Where the sections of a file stand, looked up once.
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
