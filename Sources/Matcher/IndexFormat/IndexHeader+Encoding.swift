import ContentDigests
import Kernels

extension IndexHeader {
  /// The 4096 bytes of this header.
  func encoded(_ kernels: KernelTable) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: Self.byteCount)
    bytes.replaceSubrange(0..<8, with: Self.magic)
    bytes.put(UInt32(Self.formatVersion), at: HeaderLayout.formatVersion)
    bytes.put(UInt32(Self.byteCount), at: HeaderLayout.headerLength)
    bytes.put(UInt64(fileByteCount), at: HeaderLayout.fileLength)
    bytes.put(generation, at: HeaderLayout.generation)
    bytes.put(UInt32(sections.count), at: HeaderLayout.sectionCount)
    for (index, field) in HeaderLayout.countFields.enumerated() {
      bytes.put(UInt64(self[keyPath: field]), at: HeaderLayout.counts + 8 * index)
    }
    putRing(in: &bytes)
    putBytes(contentDigest.bytes, at: HeaderLayout.contentDigest, in: &bytes)
    bytes.put(UInt16(asOf.utf8.count), at: HeaderLayout.asOfLength)
    putBytes(Array(asOf.utf8), at: HeaderLayout.asOf, in: &bytes)
    for (index, section) in sections.enumerated() { put(section, index, in: &bytes) }
    // SAFETY: single bytes have no padding, and the array outlives the span.
    let checksum = unsafe kernels.checksum.crc32c(0, bytes.span.bytes.extracting(0..<HeaderLayout.checksum))
    bytes.put(checksum, at: HeaderLayout.checksum)
    return bytes
  }

  private func putBytes(_ value: [UInt8], at offset: Int, in bytes: inout [UInt8]) {
    bytes.replaceSubrange(offset..<offset + value.count, with: value)
  }

  private func putRing(in bytes: inout [UInt8]) {
    guard let ring else { return }
    bytes[HeaderLayout.ring] = UInt8(ring.chunkWidth)
    bytes[HeaderLayout.ring + 1] = UInt8(ring.linesPerBucket)
    bytes[HeaderLayout.ring + 2] = UInt8(ring.rowNumberByteCount)
  }

  private func put(_ section: IndexSection, _ index: Int, in bytes: inout [UInt8]) {
    let at = HeaderLayout.sectionTable + HeaderLayout.sectionRecord * index
    putBytes(Array(section.kind.rawValue.utf8), at: at, in: &bytes)
    bytes.put(UInt64(section.offset), at: at + 8)
    bytes.put(UInt64(section.byteCount), at: at + 16)
    bytes.put(section.checksum, at: at + 24)
  }
}
