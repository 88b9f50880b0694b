import ContentDigests
import Kernels

extension HashIndex {
  /// Reads the whole file and checks everything: the zeros between sections, every checksum, the content
  /// digest, the order and range of every table. O(file).
  ///
  /// - Throws: the first thing that is wrong.
  public func verify() throws(IndexError) {
    let verifier = IndexVerifier(index: self)
    try verifier.checkPadding()
    try verifyChecksums()
    try verifier.checkContentDigest()
    try verifier.checkStructure()
    try checkUnchanged()
  }
}

/// The checks of `HashIndex.verify` that hold for every section alike; the tables' own
/// are in the files beside this.
struct IndexVerifier {
  let index: HashIndex

  func failure(_ check: IndexError.Check, _ expected: String, _ found: String) -> IndexError {
    IndexError(check, path: index.path, expected: expected, found: found)
  }

  /// Zeros between the sections.
  func checkPadding() throws(IndexError) {
    var end = HeaderLayout.byteCount
    for section in index.header.sections {
      let gap = index.bytes(end..<section.offset)
      for offset in 0..<gap.byteCount where gap.u8(at: offset) != 0 {
        throw failure(
          .padding, "zeros before section \(section.kind.rawValue)", "another byte at \(end + offset)")
      }
      end = section.offset + section.byteCount
    }
  }

  func checkContentDigest() throws(IndexError) {
    let end = index.header.sections.last { $0.kind.isContent }.map { $0.offset + $0.byteCount }
    var digester = SHA256Digester()
    digester.update(index.bytes(HeaderLayout.byteCount..<(end ?? HeaderLayout.byteCount)))
    let actual = digester.finish()
    guard actual == index.header.contentDigest else {
      throw failure(.contentDigest, "content digest \(index.header.contentDigest.hex)", actual.hex)
    }
  }

  /// Order and range of every table.
  func checkStructure() throws(IndexError) {
    try checkLists()
    try checkAttributeSets()
    try checkReferences()
    try checkViews()
    try checkFeatures()
    try checkEntries()
    for algorithm in DigestAlgorithm.allCases { try checkDigests(DigestTable(algorithm: algorithm)) }
    try checkTree()
    try checkRing()
  }
}
