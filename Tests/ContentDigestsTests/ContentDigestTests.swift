import ContentDigests
import Testing

@Suite struct ContentDigestTests {
  @Test func digestsOfKnownText() {
    let digests = FileDigests(of: Array("abc".utf8).span.bytes)
    #expect(digests.md5.hex == "900150983cd24fb0d6963f7d28e17f72")
    #expect(digests.sha1.hex == "a9993e364706816aba3e25717850c26c9cd0d89d")
    #expect(digests.sha256.hex == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test func piecesGiveTheSameDigestsAsTheWhole() {
    let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 * 7) }
    var digester = FileDigester()
    for start in stride(from: 0, to: bytes.count, by: 77) {
      digester.update(bytes[start..<min(start + 77, bytes.count)].span.bytes)
    }
    #expect(digester.finish() == FileDigests(of: bytes.span.bytes))
  }

  @Test(arguments: DigestAlgorithm.allCases) func hexRoundTrips(algorithm: DigestAlgorithm) throws {
    let hex = String(repeating: "0aF9", count: algorithm.byteCount / 2)
    let digest = try #require(ContentDigest(algorithm, hex: hex))
    #expect(digest.hex == hex.lowercased())
    #expect(ContentDigest(algorithm, hex: hex.dropLast()) == nil)
    #expect(ContentDigest(algorithm, hex: hex.dropLast() + "g") == nil)
    #expect(ContentDigest(algorithm, hex: hex + "00") == nil)
  }
}
