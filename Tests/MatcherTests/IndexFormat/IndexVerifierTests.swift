import Foundation
import Matcher
import TestSupport
import Testing

/// Checksums cover every byte of every section, block by block.
@Suite struct IndexVerifierTests {
  /// Hashes of three blocks, ring tables of several, digests and short sections.
  private static func whole() throws -> (folder: TemporaryFolder, bytes: [UInt8], header: IndexHeader) {
    let test = try TestIndex(clusteredHashes(5000, seed: 91))
    let url = test.folder.url.appending(path: "index")
    return (test.folder, [UInt8](try Data(contentsOf: url)), test.index.header)
  }

  @Test func aByteChangedInAnyBlockIsFound() throws {
    let (folder, bytes, header) = try Self.whole()
    for section in header.sections where section.byteCount > 0 {
      let end = section.offset + section.byteCount
      for place in [section.offset, section.offset + section.byteCount / 2, end - 1] {
        var damaged = bytes
        damaged[place] ^= 0x40
        try folder.write(damaged, to: "damaged")
        let index = try HashIndex.open(path: folder.path("damaged"))
        let error = #expect(throws: IndexError.self, "byte \(place) of \(section.kind)") {
          try index.verifyChecksums()
        }
        #expect(error?.check == .sectionChecksum)
      }
    }
  }

  @Test func theMessageNamesTheBytes() throws {
    let (folder, bytes, header) = try Self.whole()
    let hashes = try #require(header.section(.hashes))
    var damaged = bytes
    damaged[hashes.offset + 70_000] ^= 1
    damaged[hashes.offset + 140_000] ^= 1
    try folder.write(damaged, to: "damaged")
    let error = #expect(throws: IndexError.self) {
      try HashIndex.open(path: folder.path("damaged")).verifyChecksums()
    }
    let first = hashes.offset + 65_536
    #expect(error?.expected.contains("bytes \(first)..<\(first + 65_536) in section HASH") == true)
  }

  @Test func whatIsWholePasses() throws {
    let folder = try Self.whole().folder
    try HashIndex.open(path: folder.path("index")).verifyChecksums()
    try HashIndex.open(path: Vectors.root.appending(path: "index/golden-v1.mdx").path).verifyChecksums()
  }
}
