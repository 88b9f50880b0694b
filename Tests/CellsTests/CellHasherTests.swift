import Cells
import Foundation
import HashCore
import TestSupport
import Testing

/// What comes out of a cell is what comes out of this process.
@Suite(.enabled(if: Isolation.isPossible, Isolation.notPossible)) struct CellHasherTests {
  private static let every = HashRequest(
    orientations: Set(Orientation.allCases), exifOriented: true, backgrounds: true, allPictures: true)

  /// Every picture, sound or not, that the project has and that is decoded fast enough for all this.
  private static let paths = ["pictures", "malformed", "frames", "transcoded", "demo"].flatMap { folder in
    let root = Vectors.root.appending(path: folder)
    let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: [.fileSizeKey])
    return (files?.allObjects as? [URL] ?? []).filter { file in
      let byteCount = try? file.resourceValues(forKeys: [.fileSizeKey]).fileSize
      return !file.hasDirectoryPath && !["heic", "avif"].contains(file.pathExtension)
        && (byteCount ?? .max) < 60_000
    }
  }.sorted { $0.path < $1.path }

  @Test(arguments: [every, HashRequest(decode: .fast), HashRequest(recipes: .both)])
  func hashesFactsAndErrorsAreTheSame(request: HashRequest) throws {
    let pool = try CellPool(Isolation.settings())
    let (cells, process) = (CellHasher(pool), PictureHasher())
    #expect(Self.paths.count > 100)
    for path in Self.paths {
      let bytes = [UInt8](try Data(contentsOf: path))
      let here = Outcome { () throws(DecodeError) in try process.hash(bytes.span.bytes, request) }
      let there = Outcome { () throws(DecodeError) in try cells.hash(bytes.span.bytes, request) }
      #expect(here == there, "\(path.lastPathComponent)")
    }
    #expect(pool.statistics.deaths.isEmpty)
  }

  @Test func comparisonsAreTheSame() throws {
    let cells = CellHasher(try CellPool(Isolation.settings()))
    for name in ["large.jpg", "scene-150.jpg", "middle.png"] {
      let bytes = try Vectors.bytes("pictures/scenes/\(name)")
      #expect(
        try cells.comparison(bytes.span.bytes) == PictureHasher().comparison(bytes.span.bytes), "\(name)")
    }
  }

  @Test func limitsHoldInCellsToo() throws {
    let bytes = try Vectors.bytes("pictures/jpeg/progressive-gray.jpg")
    let limits = [
      DecodeLimits(encodedByteCountMax: 100), DecodeLimits(pixelCountMax: 100),
      DecodeLimits(scannedPixelCountMax: 100), DecodeLimits(decodeByteCountMax: 100),
    ]
    for limits in limits {
      let cells = CellHasher(try CellPool(Isolation.settings(limits: limits)))
      let here = Outcome { () throws(DecodeError) in
        try PictureHasher(limits: limits).hash(bytes.span.bytes, Self.every)
      }
      #expect(here == Outcome { () throws(DecodeError) in try cells.hash(bytes.span.bytes, Self.every) })
    }
  }
}

/// What a hasher says of a picture.
struct Outcome: Equatable {
  private let result: Result<HashedPicture, DecodeError>

  init(_ body: () throws(DecodeError) -> HashedPicture) {
    do throws(DecodeError) { result = .success(try body()) } catch { result = .failure(error) }
  }
}
