import ContentDigests
import Kernels

extension IndexHeader {
  /// The 4096 bytes of this header, in the format that is written.
  func encoded(_ kernels: KernelTable) -> [UInt8] {
    var bytes: [UInt8] = []
    _ = bytes.appendRow(HeaderLayout.self)
    bytes.put(Self.magic, HeaderLayout.magic)
    bytes.put(UInt32(Self.writtenFormatVersion), HeaderLayout.formatVersion)
    bytes.put(UInt32(HeaderLayout.byteCount), HeaderLayout.headerLength)
    bytes.put(UInt64(fileByteCount), HeaderLayout.fileLength)
    bytes.put(requiredFeatures.rawValue, HeaderLayout.requiredFeatures)
    bytes.put(generation, HeaderLayout.generation)
    bytes.put(sequence, HeaderLayout.sequence)
    bytes.put(UInt16(asOf.utf8.count), HeaderLayout.asOfLength)
    bytes.put(Array(asOf.utf8), HeaderLayout.asOf)
    for count in HeaderLayout.counts + HeaderLayout.laterCounts {
      bytes.put(UInt64(self[keyPath: count.value]), count.field)
    }
    putRing(in: &bytes)
    bytes.put(UInt8(blockExponent), HeaderLayout.blockExponent)
    bytes.put(contentDigest.bytes, HeaderLayout.contentDigest)
    bytes.put(UInt32(sections.count), HeaderLayout.sectionCount)
    for (place, section) in sections.enumerated() { section.put(in: &bytes, place: place) }
    seal(&bytes, kernels)
    return bytes
  }

  private func putRing(in bytes: inout [UInt8]) {
    guard let ring else { return }
    bytes.put(UInt8(ring.chunkWidth), HeaderLayout.chunkWidth)
    bytes.put(UInt8(ring.linesPerBucket), HeaderLayout.linesPerBucket)
    bytes.put(UInt8(ring.rowNumberByteCount), HeaderLayout.rowNumberByteCount)
  }

  private func seal(_ bytes: inout [UInt8], _ kernels: KernelTable) {
    // SAFETY: single bytes have no padding, and the array outlives the span.
    let checksum = unsafe kernels.checksum.crc32c(
      0, bytes.span.bytes.extracting(0..<HeaderLayout.checksum.offset))
    bytes.put(checksum, HeaderLayout.checksum)
  }
}

extension IndexSection {
  /// Where the table's row of the section at this place starts.
  static func rowOffset(_ place: Int) -> Int {
    HeaderLayout.sectionTable.offset + SectionLayout.byteCount * place
  }

  fileprivate func put(in bytes: inout [UInt8], place: Int) {
    let row = Self.rowOffset(place)
    bytes.put(Array(kind.rawValue.utf8), SectionLayout.kind, from: row)
    bytes.put(UInt64(offset), SectionLayout.offset, from: row)
    bytes.put(UInt64(byteCount), SectionLayout.length, from: row)
    bytes.put(checksum, SectionLayout.checksum, from: row)
  }
}
