import ContentDigests
import Kernels

/// The checks of `HashIndex.verify`.
struct IndexVerifier {
  let index: HashIndex

  private func failure(_ check: IndexError.Check, _ expected: String, _ found: String) -> IndexError {
    IndexError(check, path: index.path, expected: expected, found: found)
  }

  /// Zeros between the sections.
  func checkPadding() throws(IndexError) {
    var end = IndexHeader.byteCount
    for section in index.header.sections {
      for offset in end..<section.offset where index.bytes(offset..<offset + 1).u8(at: 0) != 0 {
        throw failure(.padding, "zeros before section \(section.kind.rawValue)", "another byte at \(offset)")
      }
      end = section.offset + section.byteCount
    }
  }

  func checkChecksums() throws(IndexError) {
    for section in index.header.sections {
      let actual = index.kernels.checksum.crc32c(0, index.bytes(section.range))
      guard actual == section.checksum else {
        throw failure(
          .sectionChecksum, "checksum \(hex(section.checksum)) of section \(section.kind.rawValue)",
          hex(actual))
      }
    }
  }

  func checkContentDigest() throws(IndexError) {
    let end = index.header.sections.last { $0.kind.isContent }.map { $0.offset + $0.byteCount }
    var digester = SHA256Digester()
    digester.update(index.bytes(IndexHeader.byteCount..<(end ?? IndexHeader.byteCount)))
    let actual = digester.finish()
    guard actual == index.header.contentDigest else {
      throw failure(.contentDigest, "content digest \(index.header.contentDigest.hex)", actual.hex)
    }
  }

  /// Order and range of every table.
  func checkStructure() throws(IndexError) {
    try checkReferences()
    for algorithm in DigestAlgorithm.allCases { try checkDigests(DigestTable(algorithm: algorithm)) }
  }

  private func checkReferences() throws(IndexError) {
    let offsets = index.bytes(index.places.referenceOffsets)
    let references = index.bytes(index.places.references)
    var previous: UInt32 = 0
    for row in 0...index.hashCount {
      let offset = offsets.u32(at: 4 * row)
      guard offset >= previous, Int(offset) <= index.header.referenceCount, row > 0 || offset == 0 else {
        throw failure(.structure, "ascending reference offsets", "\(offset) behind \(previous) at row \(row)")
      }
      previous = offset
    }
    for place in 0..<index.header.referenceCount {
      let entry = references.u32(at: 4 * place)
      guard entry < index.entryCount else {
        throw failure(.structure, "references to \(index.entryCount) entries", "entry \(entry)")
      }
    }
  }

  private func checkDigests(_ table: DigestTable) throws(IndexError) {
    let bytes = index.bytes(index.places[table.section])
    for record in 0..<bytes.byteCount / table.recordByteCount {
      guard table.entry(ofRecord: record, in: bytes).rawValue < index.entryCount else {
        throw failure(
          .structure, "\(table.algorithm.rawValue) digests of \(index.entryCount) entries",
          "record \(record) beyond them")
      }
      if record > 0, !table.isAscending(at: record, in: bytes) {
        throw failure(
          .structure, "sorted \(table.algorithm.rawValue) digests", "disorder at record \(record)")
      }
    }
  }
}
