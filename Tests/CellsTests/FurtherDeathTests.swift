import Cells
import HashCore
import TestSupport
import Testing

/// A further picture that ends the cell costs what is said of itself, nothing that was finished before it.
@Suite(.enabled(if: Isolation.isPossible, Isolation.notPossible)) struct FurtherDeathTests {
  private static let request = HashRequest(allPictures: true)

  private let first: [UInt8]
  private let second: [UInt8]
  private let cells: CellHasher
  private let pool: CellPool

  init() throws {
    first = try Vectors.bytes("pictures/png/palette-2.png")
    second = try Vectors.bytes("pictures/jpeg/progressive-gray.jpg")
    pool = try CellPool(TaggedCells("further", processorSeconds: 1).settings)
    cells = CellHasher(pool)
  }

  private func hash(_ bytes: [UInt8]) throws(DecodeError) -> HashedPicture {
    try cells.hash(bytes.span.bytes, Self.request)
  }

  private static let crash = DecodeError.Reason.crashed(found: "one that signal 11 ended")

  @Test func aFirstPictureStays() throws {
    let alone = try hash(first)
    let found = try hash(first + Isolation.fault(.crash))
    #expect(found.info.unfinished == Self.crash && alone.info.unfinished == nil)
    #expect(found.primary == alone.primary && found.stored.count == 1)
    #expect(found.info.pictures.total == 2 && found.info.pictures.judged == 1)
  }

  @Test func whatWasFinishedInBetweenStays() throws {
    let sound = try hash(first + second)
    let found = try hash(first + second + Isolation.fault(.crash) + first)
    #expect(sound.ofFurther.count == 1 && found.hashes == sound.hashes)
    #expect(found.info.unfinished == Self.crash)
    #expect(found.info.pictures.total == 4 && found.info.pictures.judged == 2)
  }

  @Test func aPictureBehindABrokenFirstOneStays() throws {
    let broken = try Vectors.bytes("malformed/data-not-compressed.png")
    let error = #expect(throws: DecodeError.self) { try hash(broken + second + Isolation.fault(.crash)) }
    if case .crashed = error?.reason {
      Issue.record("expected what is wrong with the first picture, found \(String(describing: error))")
    }
    #expect(try #require(error?.further).hashes.map(\.hash) == [hash(second).primary])
  }

  @Test func timeThatIsUpEndsTheSameWay() throws {
    let found = try hash(first + Isolation.fault(.spin))
    guard case .timeout = found.info.unfinished else {
      Issue.record("expected a time-out, found \(String(describing: found.info.unfinished))")
      return
    }
    #expect(try found.primary == hash(first).primary)
  }

  @Test func whatWasFinishedIsRemembered() throws {
    let bytes = first + Isolation.fault(.crash)
    let found = try hash(bytes)
    let deaths = pool.statistics.deaths
    #expect(try hash(bytes) == found)
    #expect(pool.statistics.deaths == deaths && deaths == [.signal: 2])
  }
}
