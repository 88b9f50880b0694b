import HashCore
import TestSupport
import Testing

/// Lossless recodings of one picture (`Vectors/transcoded`): arithmetic coding, separate scans, several
/// pictures a file.
struct TranscodedFileTests {
  @Test("however the same samples are coded, the hash is the same, without a warning")
  func recodings() throws {
    let hasher = PictureHasher()
    let rows = try Vectors.rows(of: "transcoded/expected.tsv")
    #expect(rows.count >= 9)
    for row in rows {
      let hashes = try hasher.hash(Vectors.bytes(row[0]))
      #expect(try hashes.primary == hasher.hash(Vectors.bytes(row[1])).primary, "\(row[0])")
      #expect(hashes.info.warningCount == 0 && !hashes.info.isTruncated, "\(row[0])")
    }
  }
}
