import HashCore
import TestSupport
import Testing

/// The reference's command-line protocol: 512 x 512 by nearest neighbour first.
struct HashRecipeTests {
  private let cli512 = HashRequest(recipe: .cli512)

  @Test(
    "hashes equal those of the reference's command line",
    .enabled(if: SharedVectors.arePresent, SharedVectors.absent))
  func referenceVectors() throws {
    let hasher = PictureHasher()
    let rows = try SharedVectors.rows(of: "expected_cli512.tsv")
    #expect(rows.count > 30)
    for row in rows {
      let found = try hasher.hash(Vectors.bytes(row[0], in: SharedVectors.root), cli512).primary
      #expect(found.hash.description == row[1] && found.quality == Int(row[2]), "\(row[0])")
    }
  }

  @Test("pictures up to 512 a side have one hash under both protocols")
  func small() throws {
    let bytes = try Vectors.bytes("pictures/jpeg/420.jpg")
    #expect(try PictureHasher().hash(bytes, cli512).primary == PictureHasher().hash(bytes).primary)
  }

  @Test(
    "a larger picture has another hash, its orientations turn the reduced picture, and fast changes nothing")
  func large() throws {
    let hasher = PictureHasher()
    let bytes = try Vectors.bytes("pictures/jpeg/progressive-large.jpg")
    var request = cli512
    request.orientations = [.rot180]
    let reduced = try hasher.hash(bytes, request)
    let full = try hasher.hash(bytes, HashRequest(orientations: [.rot180]))
    #expect(
      reduced.hashes.map(\.view)
        == full.hashes.map { PictureView(orientation: $0.view.orientation, recipe: .cli512) })
    for (reduced, full) in zip(reduced.hashes, full.hashes) { #expect(reduced.hash != full.hash) }
    #expect(reduced.hashes[1].hash.hash.distance(to: full.hashes[1].hash.hash) < 60)
    request.decode = .fast
    #expect(try hasher.hash(bytes, request).primary == reduced.primary)
  }
}
