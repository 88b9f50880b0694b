import Cells
import Foundation
import HashCore
import TestSupport
import Testing

/// Formats that a worker program decodes (`Vectors/heif`), in cells as they are shipped.
@Suite(.enabled(if: Isolation.isPossible, Isolation.notPossible)) struct WorkerFormatTests {
  /// What hashes may be away from those of the decoders that made the table, which spread chroma of half the
  /// size in another way: little of a photograph, much of an icon.
  private static func distanceMax(width: Int) -> Int { width < 100 ? 20 : 6 }

  private func hasher(_ change: (inout CellSettings) -> Void = { _ in }) throws -> CellHasher {
    var settings = Isolation.settings()
    change(&settings)
    return CellHasher(try CellPool(settings))
  }

  private func hash(_ bytes: [UInt8], _ hasher: CellHasher) throws -> HashedPicture {
    try hasher.hash(bytes.span.bytes, HashRequest(backgrounds: true, allPictures: true))
  }

  /// `nil` for a file that is refused.
  private func info(of bytes: [UInt8], _ hasher: CellHasher) -> PictureInfo? {
    do { return try hash(bytes, hasher).info } catch { return nil }
  }

  @Test func hashesAreThoseOfTheOtherDecoders() throws {
    let pool = try CellPool(Isolation.settings())
    let hasher = CellHasher(pool)
    let rows = try Vectors.rows(of: "heif/expected.tsv")
    #expect(rows.count > 20)
    for row in rows {
      let picture = try hash(Vectors.bytes(row[0]), hasher)
      let frame = try #require(Int(row[1]))
      let count = try #require(Int(row[6]))
      let expected = try #require(PDQHash(row[2]))
      let view = PictureView(frame: count > 1 ? .number(frame) : nil)
      let hash = picture.hashes.first { $0.view == view }?.hash.hash
      let distance = try #require(hash, "\(row[0]), frame \(frame)").distance(to: expected)
      let distanceMax = Self.distanceMax(width: picture.info.width)
      #expect(distance <= distanceMax, "\(row[0]): \(distance) bits")
      #expect(picture.info.width == Int(row[4]) && picture.info.height == Int(row[5]), "\(row[0])")
      #expect(picture.info.format.name == row[0].split(separator: ".").last.map(String.init))
      #expect(picture.info.isWhole && picture.info.warningCount == 0, "\(row[0])")
      #expect(picture.info.hasTransparency == row[0].contains("alpha"), "\(row[0])")
      #expect(picture.info.pictures == PictureCount(total: count, judged: count), "\(row[0])")
    }
    #expect(pool.statistics.deaths.isEmpty)
  }

  @Test func whatIsInstalledIsOffered() throws {
    let all = try CellPool(Isolation.settings()).formats.map(\.name)
    #expect(all == PictureFormat.decoded.map(\.name) + ["avif", "heic"])
    var settings = Isolation.settings()
    settings.workers = [:]
    #expect(try CellPool(settings).formats == PictureFormat.decoded)
  }

  /// Turned by its properties, and not once more by the EXIF block beside them.
  @Test(arguments: 2...8) func aPictureIsTurnedOnce(tag: Int) throws {
    let bytes = try Vectors.bytes("heif/turned-\(tag).heic")
    let picture = try hasher().hash(bytes.span.bytes, HashRequest(exifOriented: true))
    #expect(picture.info.exifTag == nil && picture.hashes.count == 1)
  }

  /// An AVIF's hash is that of its stored pixels; turned as it says, it is the picture that all of them show.
  @Test(arguments: 2...8) func aStoredPictureTellsItsOrientation(tag: Int) throws {
    let hasher = try hasher()
    let upright = try hash(Vectors.bytes("heif/turned-\(tag).heic"), hasher).primary.hash
    let bytes = try Vectors.bytes("heif/turned-\(tag).avif")
    let picture = try hasher.hash(bytes.span.bytes, HashRequest(exifOriented: true))
    #expect(picture.info.exifTag == tag && picture.hashes.count == 2)
    #expect(try #require(picture.hashes.last).hash.hash.distance(to: upright) <= 8)
  }

  @Test(arguments: ["photograph.heic", "photograph.avif"], ["jpeg/odd-17x9.jpg", "png/gray-4.png"])
  func whatStandsBehindAnotherFormatIsLookedAt(name: String, first: String) throws {
    let bytes = try Vectors.bytes("heif/\(name)")
    let file = try Vectors.bytes("pictures/\(first)") + bytes
    let hasher = try hasher()
    let found = try hash(file, hasher)
    let expected = try hash(bytes, hasher).primary
    let hashes = found.hashes.map(\.hash)
    #expect(found.info.pictures == PictureCount(total: 2, judged: 2) && hashes.contains(expected))
    let without = try self.hasher { $0.workers = [:] }
    #expect(try hash(file, without).info.pictures == PictureCount(total: 2, judged: 1))
  }

  @Test func oneBehindAnotherIsLookedAt() throws {
    let files = try ["photograph.avif", "444.avif", "coarse.heic"].map { try Vectors.bytes("heif/\($0)") }
    let hasher = try hasher()
    let found = try hash(files.flatMap { $0 }, hasher)
    let hashes = found.hashes.map(\.hash)
    #expect(found.info.pictures == PictureCount(total: 3, judged: 3))
    for file in files {
      let expected = try hash(file, hasher).primary
      #expect(hashes.contains(expected))
    }
  }

  @Test func aFileThatIsCutAnywhereIsNotClean() throws {
    let hasher = try hasher()
    for name in ["small-16x16.heic", "small-16x16.avif"] {
      let whole = try Vectors.bytes("heif/\(name)")
      for count in whole.indices {
        let cut = Array(whole.prefix(count))
        let isClean = info(of: cut, hasher).map { $0.isWhole && $0.warningCount == 0 } ?? false
        #expect(!isClean, "\(name) cut to \(count)")
      }
    }
  }

  @Test func mutatedFilesAreHashedOrRefused() throws {
    let pool = try CellPool(Isolation.settings())
    let hasher = CellHasher(pool)
    var random = SeededGenerator(seed: 15)
    for name in ["small-16x16.heic", "small-16x16.avif", "grid.heic"] {
      let sound = try Vectors.bytes("heif/\(name)")
      let expected = try hash(sound, hasher).primary
      for _ in 0..<Proof.count(100, long: 10_000) {
        var bytes = sound
        for _ in 0...random.below(4) {
          bytes[random.below(bytes.count)] = UInt8(truncatingIfNeeded: random.next())
        }
        _ = info(of: bytes, hasher)
      }
      let again = try hash(sound, hasher).primary
      #expect(again == expected)
    }
  }

  @Test func whatFollowsInTheFileIsLookedAt() throws {
    let still = try Vectors.bytes("pictures/png/gray-4.png")
    let found = try hash(Vectors.bytes("heif/photograph.heic") + still, hasher())
    #expect(found.info.pictures == PictureCount(total: 2, judged: 2))
    #expect(found.info.warningCount == 1)
    let expected = try PictureHasher().hash(still.span.bytes).primary
    let hashes = found.hashes.map(\.hash)
    #expect(hashes.contains(expected))
  }

  @Test func limitsHoldInWorkersToo() throws {
    let hasher = try hasher { $0.limits = DecodeLimits(pixelCountMax: 100) }
    let bytes = try Vectors.bytes("heif/grid.heic")
    let error = #expect(throws: DecodeError.self) { try hash(bytes, hasher) }
    #expect(error?.reason == .tooLarge(what: "pixels", limit: 100, found: 20_400))
  }

  @Test(arguments: [("photograph.heic", "HEIC"), ("photograph.avif", "AVIF")])
  func aPackageThatIsNotInstalledIsNamed(name: String, title: String) throws {
    let hasher = try hasher { $0.workers = [:] }
    let bytes = try Vectors.bytes("heif/\(name)")
    let error = #expect(throws: DecodeError.self) { try hash(bytes, hasher) }
    #expect(error?.isUnreadPicture == true)
    #expect(error?.description.hasSuffix("found \(title): package matchd-heif is not installed") == true)
  }

  @Test func itsLibraryIsInNoOtherProgram() throws {
    for (program, isLinked) in [("matchd", false), ("CellFaults", false), ("matchd-heif", true)] {
      let bytes = try Data(contentsOf: Isolation.folder.appending(path: program))
      #expect((bytes.range(of: Data("libheif.so".utf8)) != nil) == isLinked, "\(program)")
    }
  }
}
