import ContentDigests
import Kernels

/// The checks of `HashIndex.verify` that hold for every section alike; the tables' own are in the files
/// beside this.
struct IndexVerifier {
  let index: HashIndex

  func failure(_ check: IndexError.Check, _ expected: String, _ found: String) -> IndexError {
    IndexError(check, path: index.path, expected: expected, found: found)
  }

  /// Zeros between the sections.
  func checkPadding() throws(IndexError) {
    var end = IndexHeader.byteCount
    for section in index.header.sections {
      let gap = index.bytes(end..<section.offset)
      for offset in 0..<gap.byteCount where gap.u8(at: offset) != 0 {
        throw failure(
          .padding, "zeros before section \(section.kind.rawValue)", "another byte at \(end + offset)")
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
    try checkEntries()
    for algorithm in DigestAlgorithm.allCases { try checkDigests(DigestTable(algorithm: algorithm)) }
    try checkTree()
    try checkRing()
  }
}
