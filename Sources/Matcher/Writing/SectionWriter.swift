import ContentDigests
import Kernels

/// Writes the sections of an index file one behind the other and keeps their table.
struct SectionWriter: ~Copyable {
  private(set) var file: IndexFile
  private(set) var sections: [IndexSection] = []
  /// Of the sections, in file order.
  private var blockChecksums: [UInt32] = []
  private let kernels: KernelTable
  /// Where the next section starts at the earliest.
  private(set) var end = HeaderLayout.byteCount

  init(_ target: IndexTarget, _ kernels: KernelTable) throws(IndexError) {
    file = try IndexFile(target)
    self.kernels = kernels
  }

  /// Writes a section that stands in memory.
  mutating func write(
    _ kind: IndexSection.Kind, _ elements: [some BitwiseCopyable]
  ) throws(IndexError) {
    var section = begin(kind)
    try append(elements, to: &section)
    finish(section)
  }

  /// Starts a section that is written piece by piece.
  func begin(_ kind: IndexSection.Kind) -> OpenSection {
    OpenSection(kind: kind, offset: IndexSection.aligned(end))
  }

  /// Starts a section that lies behind others that are still being written.
  func begin(_ kind: IndexSection.Kind, behind end: Int) -> OpenSection {
    OpenSection(kind: kind, offset: IndexSection.aligned(end))
  }

  func append(_ elements: [some BitwiseCopyable], to section: inout OpenSection) throws(IndexError) {
    // SAFETY: the elements have no padding; their memory is what the format asks for.
    let bytes = unsafe elements.span.bytes
    try file.write(bytes, at: section.offset + section.byteCount)
    section.checksums.append(bytes, kernels.checksum)
    section.byteCount += bytes.byteCount
  }

  /// Enters a section into the table. Sections are finished in file order.
  mutating func finish(_ section: OpenSection) {
    let checksums = section.checksums.all
    blockChecksums += checksums
    enter(section, checksum: BlockChecksums.summary(checksums, kernels.checksum))
  }

  private mutating func enter(_ section: OpenSection, checksum: UInt32) {
    sections.append(
      IndexSection(
        kind: section.kind, offset: section.offset, byteCount: section.byteCount, checksum: checksum))
    end = section.offset + section.byteCount
  }

  /// Writes the last section: the checksums of the others. Its own are theirs in the header's table.
  mutating func writeBlockChecksums() throws(IndexError) {
    var section = begin(.blockChecksums)
    try append(blockChecksums, to: &section)
    enter(section, checksum: 0)
  }

  /// Starts to digest everything between the header and the end of the sections so far.
  func digestOfSections() throws(IndexError) -> Deferred<Result<ContentDigest, IndexError>> {
    try file.extend(to: end)
    return file.digest(of: HeaderLayout.byteCount..<end)
  }

  /// Writes the header, which makes the file valid, and brings the file to its path.
  consuming func finish(_ header: IndexHeader) throws(IndexError) {
    try file.extend(to: end)
    let bytes = header.encoded(kernels)
    // SAFETY: single bytes have no padding, and the array outlives the span.
    try file.write(unsafe bytes.span.bytes, at: 0)
    try file.commit()
  }
}

/// A section of which a part has been written.
struct OpenSection {
  let kind: IndexSection.Kind
  let offset: Int
  var byteCount = 0
  var checksums = BlockChecksums()

  init(kind: IndexSection.Kind, offset: Int) {
    self.kind = kind
    self.offset = offset
  }
}
