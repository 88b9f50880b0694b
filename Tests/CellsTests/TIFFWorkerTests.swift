import Cells
import Foundation
import HashCore
import TestSupport
import Testing

/// TIFF in the cells of its worker program (`Vectors/tiff`), with what Pillow makes of the same files.
@Suite(.enabled(if: Isolation.isPossible, Isolation.notPossible)) struct TIFFWorkerTests {
  private let pool: CellPool
  private let hasher: CellHasher

  init() throws {
    pool = try Self.pool()
    hasher = CellHasher(pool)
  }

  private static func pool(_ change: (inout CellSettings) -> Void = { _ in }) throws -> CellPool {
    var settings = Isolation.settings()
    settings.turnedOn = [.tiff]
    change(&settings)
    return try CellPool(settings)
  }

  private func hash(_ bytes: [UInt8]) throws -> HashedPicture { try Self.hash(bytes, hasher) }

  private static func hash(_ bytes: [UInt8], _ hasher: CellHasher) throws -> HashedPicture {
    try hasher.hash(bytes.span.bytes, HashRequest(backgrounds: true, allPictures: true))
  }

  private func isClean(_ bytes: [UInt8]) -> Bool {
    guard let info = try? hash(bytes).info else { return false }
    return info.isWhole && info.warningCount == 0 && info.pictures.total == info.pictures.judged
  }

  @Test func hashesAreThoseOfPillowsPixels() throws {
    let rows = try Vectors.rows(of: "tiff/expected.tsv")
    #expect(rows.count > 45)
    for row in rows {
      let picture = try hash(Vectors.bytes(row[0]))
      let frame = try #require(Int(row[1]))
      let count = try #require(Int(row[6]))
      let view = PictureView(frame: count > 1 ? .number(frame) : nil)
      let hash = picture.hashes.first { $0.view == view }?.hash
      #expect(hash?.hash == PDQHash(row[2]) && hash?.quality == Int(row[3]), "\(row[0]), frame \(frame)")
      #expect(picture.info.format.name == "tiff")
      #expect(picture.info.width == Int(row[4]) && picture.info.height == Int(row[5]), "\(row[0])")
      #expect(picture.info.isWhole && picture.info.warningCount == 0, "\(row[0])")
      #expect(picture.info.hasTransparency == row[0].contains("alpha"), "\(row[0])")
      #expect(picture.info.pictures == PictureCount(total: count, judged: count), "\(row[0])")
    }
    #expect(pool.statistics.deaths.isEmpty)
  }

  @Test(arguments: 2...8) func itsOrientationIsLookedUpToo(tag: Int) throws {
    let bytes = try Vectors.bytes("tiff/turned-\(tag).tif")
    let picture = try hasher.hash(bytes.span.bytes, HashRequest(exifOriented: true))
    #expect(picture.info.exifTag == tag && picture.hashes.count == 2)
  }

  @Test func itIsReadOnlyWhereItIsTurnedOn() throws {
    let bytes = try Vectors.bytes("tiff/lzw.tif")
    for (turnedOn, program, words) in [
      ([], "matchd-tiff", "TIFF: not turned on (setting: tiff)"),
      ([WorkerFormat.tiff], "", "TIFF: package matchd-tiff is not installed"),
    ] as [(Set<WorkerFormat>, String, String)] {
      let pool = try Self.pool { settings in
        settings.turnedOn = turnedOn
        settings.workers = settings.workers.filter { $0.key == program }
      }
      let error = #expect(throws: DecodeError.self) { try Self.hash(bytes, CellHasher(pool)) }
      #expect(error?.isUnreadPicture == true)
      #expect(error?.description.hasSuffix("found \(words)") == true, "\(error?.description ?? "none")")
      #expect(!pool.formats.contains(WorkerFormat.tiff.format))
    }
    #expect(pool.formats.last == WorkerFormat.tiff.format)
  }

  @Test func aFileThatIsCutAnywhereIsNotClean() throws {
    for (name, step) in [
      ("small-24x20", Proof.count(7, long: 1)), ("below", Proof.count(97, long: 1)),
      ("tiled-planar", Proof.count(97, long: 1)),
      ("ycbcr", Proof.count(97, long: 1)), ("black-and-white-group4", Proof.count(7, long: 1)),
    ] {
      let whole = try Vectors.bytes("tiff/\(name).tif")
      #expect(isClean(whole))
      for count in stride(from: 0, to: whole.count, by: step) {
        #expect(!isClean(Array(whole.prefix(count))), "\(name) cut to \(count)")
      }
    }
  }

  @Test func mutatedFilesAreHashedOrRefused() throws {
    var random = SeededGenerator(seed: 15)
    for name in ["jpeg", "black-and-white-group4", "tiled", "below", "lzw-predictor"] {
      let sound = try Vectors.bytes("tiff/\(name).tif")
      let expected = try hash(sound).primary
      for _ in 0..<Proof.count(40, long: 2_000) {
        var bytes = sound
        for _ in 0...random.below(4) {
          // The directory stands at one end of the file.
          let place = random.below(random.below(2) == 0 ? bytes.count : 300)
          bytes[random.below(2) == 0 ? place : bytes.count - 1 - place] = UInt8(
            truncatingIfNeeded: random.next())
        }
        _ = isClean(bytes)
      }
      let again = try hash(sound).primary
      #expect(again == expected)
    }
    #expect(pool.statistics.deaths.isEmpty)
  }

  @Test func damageIsTold() throws {
    for (name, places) in [("black-and-white-group4", 300..<400), ("tiled", 5_250..<5_310)] {
      var bytes = try Vectors.bytes("tiff/\(name).tif")
      for place in places { bytes[place] = 0 }
      #expect(try hash(bytes).info.damage != nil, "\(name)")
    }
  }

  @Test func whatFollowsInTheFileIsLookedAt() throws {
    let still = try Vectors.bytes("pictures/png/gray-4.png")
    let found = try hash(Vectors.bytes("tiff/big-endian.tif") + still)
    #expect(found.info.pictures == PictureCount(total: 2, judged: 2))
    #expect(found.info.warningCount == 1)
    let expected = try PictureHasher().hash(still.span.bytes).primary
    let hashes = found.hashes.map(\.hash)
    #expect(hashes.contains(expected))
  }

  @Test func limitsHoldThereToo() throws {
    let hasher = CellHasher(try Self.pool { $0.limits = DecodeLimits(pixelCountMax: 100) })
    let bytes = try Vectors.bytes("tiff/tiled.tif")
    let error = #expect(throws: DecodeError.self) { try Self.hash(bytes, hasher) }
    #expect(error?.reason == .tooLarge(what: "pixels", limit: 100, found: 6111))
    let narrow = CellHasher(try Self.pool { $0.limits = DecodeLimits(decodeByteCountMax: 1000) })
    let memory = #expect(throws: DecodeError.self) { try Self.hash(bytes, narrow) }
    #expect(memory?.description.contains("decode-memory") == true)
  }

  @Test func itsLibraryIsInNoOtherProgram() throws {
    for (program, isLinked) in [("matchd", false), ("matchd-heif", false), ("matchd-tiff", true)] {
      let bytes = try Data(contentsOf: Isolation.folder.appending(path: program))
      #expect((bytes.range(of: Data("libtiff.so".utf8)) != nil) == isLinked, "\(program)")
    }
  }
}
