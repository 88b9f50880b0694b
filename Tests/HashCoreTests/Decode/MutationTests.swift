import HashCore
import TestSupport
import Testing

/// Sound files with random bytes changed, cut, doubled: whatever comes out, nothing traps and nothing is left
/// behind.
struct MutationTests {
  private static let paths = [
    "pictures/jpeg/smallest-5x5.jpg", "pictures/jpeg/odd-17x9.jpg", "pictures/jpeg/matrix-64x64.jpg",
    "pictures/png/adam7-5x5.png", "pictures/png/adam7-7x6.png", "pictures/png/matrix-64x64.png",
    "pictures/webp/odd-17x9.webp", "pictures/webp/odd-17x9-lossless.webp", "pictures/webp/lossy-alpha.webp",
    "frames/webp-composed.webp", "pictures/gif/odd-17x9.gif", "pictures/gif/smallest-5x5.gif",
    "frames/gif-composed.gif", "pictures/bmp/odd-17x9.bmp", "pictures/bmp/runs-4.bmp",
    "pictures/bmp/rgb-16-565.bmp", "pictures/bmp/runs-8-many.bmp", "pictures/bmp/os2-4.bmp",
    "pictures/ico/bitmap-4.ico", "frames/icons.ico",
  ]

  @Test("mutated files are hashed or refused", arguments: paths)
  func mutations(path: String) throws {
    let sound = try Vectors.bytes(path)
    let hasher = PictureHasher(limits: DecodeLimits(pixelCountMax: 40_000))
    let expected = try hasher.hash(sound).primary
    var random = SeededGenerator(seed: 2024)
    var hashedCount = 0
    for _ in 0..<(Proof.isLong ? 10_000 : 150) {
      let request = HashRequest(
        decode: random.next() % 2 == 0 ? .exact : .fast, orientations: [.rot90], exifOriented: true,
        backgrounds: true, allPictures: random.next() % 2 == 0)
      if let hashes = try? hasher.hash(sound.mutated(&random), request) {
        hashedCount += 1
        #expect((0...100).contains(hashes.primary.quality))
      }
    }
    #expect(hashedCount > 0)
    #expect(try hasher.hash(sound).primary == expected)
  }
}
