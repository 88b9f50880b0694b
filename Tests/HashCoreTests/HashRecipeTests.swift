import Kernels
import TestSupport
import Testing

@testable import HashCore

/// The reference's command-line protocol: 512 x 512 by nearest neighbour first.
struct HashRecipeTests {
  private let cli512 = HashRequest(recipes: .cli512)

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

  @Test("small pictures have their one hash under both names")
  func smallUnderBoth() throws {
    let bytes = try Vectors.bytes("pictures/jpeg/exif-6.jpg")
    let both = try PictureHasher().hash(bytes, HashRequest(exifOriented: true, recipes: .both))
    let full = try PictureHasher().hash(bytes, HashRequest(exifOriented: true))
    #expect(full.hashes.count == 2)
    #expect(both.hashes.map(\.view.recipe) == [.full, .cli512, .full, .cli512])
    #expect(both.hashes.map(\.hash) == full.hashes.flatMap { [$0.hash, $0.hash] })
  }

  @Test(
    "one decode gives what two would, of every picture of a file",
    arguments: [
      "pictures/jpeg/progressive-large.jpg", "pictures/jpeg/tall-40x900.jpg", "pictures/png/rgba-8-adam7.png",
      "frames/mpo-three.jpg", "frames/apng-composed.png", "malformed/cut-in-half.jpg",
    ])
  func both(path: String) throws {
    let bytes = try Vectors.bytes(path)
    func picture(_ recipes: HashRecipes) throws -> HashedPicture {
      let request = HashRequest(
        orientations: [.rot90, .flipx], backgrounds: true, recipes: recipes, allPictures: true)
      return try PictureHasher().hash(bytes, request)
    }
    let (both, full, cli512) = try (picture(.both), picture(.full), picture(.cli512))
    #expect(both.primary == full.primary && both.stored.map(\.hash) == [full.primary, cli512.primary])
    #expect(Set(both.hashes) == Set(full.hashes + cli512.hashes))
    #expect(both.hashes.count == full.hashes.count + cli512.hashes.count)
    #expect(both.info == full.info && both.info == cli512.info)
    let firsts = both.ofFirst.map(\.view)
    #expect(firsts == firsts.sorted())
  }

  @Test("a fast request for both is answered exactly")
  func fastBoth() throws {
    let bytes = try Vectors.bytes("pictures/scenes/large.jpg")
    let hasher = PictureHasher()
    let fast = try hasher.hash(bytes, HashRequest(decode: .fast, recipes: .both))
    #expect(fast.decode == .exact && fast.hashes.allSatisfy { $0.margin == 0 })
    #expect(try fast.hashes == hasher.hash(bytes, HashRequest(recipes: .both)).hashes)
    #expect(try hasher.hash(bytes, HashRequest(decode: .fast)).decode == .fast)
  }

  /// Of what decodes to 1 to 4 channels, streamed or all at once.
  @Test("the reduced picture is hashed as a picture of that size is, in every view", arguments: 1...4)
  func reduced(channelCount: Int) throws {
    let hasher = ExactHasher(kernels: .best, limits: DecodeLimits(), memory: SampleMemory())
    for (width, height, comesAtOnce) in [(530, 40, true), (40, 530, false), (613, 521, false)] {
      let shape = RowShape(width: width, height: height, channelCount: channelCount)
      let source = PlaneSource(shape, Self.samples(shape), comesAtOnce: comesAtOnce)
      func hashes(_ source: PlaneSource, _ recipes: HashRecipes) throws -> [ViewHash] {
        let request = HashRequest(
          orientations: Set(Orientation.allCases), backgrounds: true, recipes: recipes)
        var info = source.info
        return try hasher.hash(source, source.header, &info, request).hashes
      }
      let expected = try hashes(source.reduced, .full).map {
        var hash = $0
        hash.view.recipe = .cli512
        return hash
      }
      #expect(expected.count == (channelCount % 2 == 0 ? 24 : 8))
      #expect(try hashes(source, .cli512) == expected)
      #expect(try hashes(source, .both) == (hashes(source, .full) + expected).sorted { $0.view < $1.view })
    }
  }

  /// Noise, in alpha too.
  private static func samples(_ shape: RowShape) -> [UInt8] {
    var generator = SeededGenerator(seed: UInt64(shape.width))
    return (0..<shape.height * shape.rowByteCount).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
  }
}
