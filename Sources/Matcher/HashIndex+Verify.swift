extension HashIndex {
  /// Reads the whole file and checks everything: the zeros between sections, the checksum of every section,
  /// the content digest, the order and range of every table. O(file).
  ///
  /// - Throws: the first thing that is wrong.
  public func verify() throws(IndexError) {
    let verifier = IndexVerifier(index: self)
    try verifier.checkPadding()
    try verifier.checkChecksums()
    try verifier.checkContentDigest()
    try verifier.checkStructure()
  }
}
