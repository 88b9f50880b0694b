import Foundation
import HashCore
import Platform
import Synchronization
import TestSupport
import Testing

@testable import Cells

@Suite(.enabled(if: Isolation.isPossible, Isolation.notPossible)) struct CellPoolTests {
  private let bytes: [UInt8]
  private let expected: HashedPicture

  init() throws {
    let bytes = try Vectors.bytes("pictures/png/palette-2.png")
    self.bytes = bytes
    expected = try PictureHasher().hash(bytes.span.bytes)
  }

  @Test func idleDeathsAreNobodysFault() throws {
    let cells = TaggedCells("idle")
    let pool = try CellPool(cells.settings)
    try pool.waitUntilReady()
    #expect(cells.processes.count == 2)
    while cells.killOne() {}
    #expect(
      eventually {
        pool.lookAfterIdle()
        return cells.processes.count == 2
      })
    #expect(eventually { pool.statistics.deaths == [.idle: 2] && pool.statistics.live == 2 })
    #expect(try CellHasher(pool).hash(bytes.span.bytes, HashRequest()) == expected)
  }

  @Test func cellsThatHaveWorkedEnoughAreReplaced() throws {
    let pool = try CellPool(TaggedCells("worn", pictureCountMax: 2).settings)
    for _ in 0..<5 { #expect(try CellHasher(pool).hash(bytes.span.bytes, HashRequest()) == expected) }
    #expect(pool.statistics.wornOut >= 1 && pool.statistics.deaths.isEmpty)
  }

  @Test func cellsEndWithTheirPool() throws {
    let cells = TaggedCells("closed")
    var pool: CellPool? = try CellPool(cells.settings)
    try pool?.waitUntilReady()
    #expect(cells.processes.count == 2)
    pool = nil
    #expect(eventually { cells.processes.isEmpty })
  }

  @Test(arguments: ["/bin/true", "/nowhere/matchd"]) func whatIsNoCellIsSaid(program: String) throws {
    let pool = try CellPool(CellSettings(program: program, cellCount: 1))
    let error = #expect(throws: CellStartError.self) { try pool.waitUntilReady() }
    #expect("\(try #require(error))".hasPrefix("expected to start a process"))
    #expect(!pool.isReady)
    let unjudged = #expect(throws: DecodeError.self) {
      try CellHasher(pool).hash(bytes.span.bytes, HashRequest())
    }
    #expect(try "\(#require(unjudged))".contains("expected a decoder"))
  }

  /// Two threads ask while somebody kills cells: whatever the moment, no answer is wrong or missing.
  @Test func killedCellsCostNoAnswer() throws {
    let cells = TaggedCells("killed", cellCount: 3)
    let pool = try CellPool(cells.settings)
    let answers = Atomic(0)
    let wrong = Atomic(0)
    let (bytes, expected) = (bytes, expected)
    try pool.waitUntilReady()
    try WorkerThread.runAll(count: 2) {
      let hasher = CellHasher(pool)
      for _ in 0..<Proof.count(150, long: 5000) {
        let found = try? hasher.hash(bytes.span.bytes, HashRequest())
        if found != expected { wrong.wrappingAdd(1, ordering: .relaxed) }
        // One kill for ten answers: nobody's second attempt is killed too.
        if answers.wrappingAdd(1, ordering: .relaxed).newValue.isMultiple(of: 10) { cells.killOne() }
      }
    }
    #expect(wrong.load(ordering: .relaxed) == 0)
    #expect(pool.statistics.deaths.values.reduce(0, +) > 5)
  }

  /// Cells killed before they were ready are nobody's fault either: a picture waits until it is over.
  @Test func aPictureWaitsWhileStartsAreKilled() throws {
    let cells = TaggedCells("storm")
    let pool = try CellPool(cells.settings)
    try pool.waitUntilReady()
    let storm = try WorkerThread {
      _ = eventually(within: .seconds(1)) {
        cells.killOne()
        return false
      }
    }
    #expect(eventually { pool.statistics.startFailures >= 4 })
    #expect(try CellHasher(pool).hash(bytes.span.bytes, HashRequest()) == expected)
    storm.join()
  }

  @Test func startsArePaced() {
    var pacing = StartPacing(burst: 4, now: 0)
    #expect(pacing.wait(now: 0) == 0)
    #expect(pacing.take(3, now: 0) == 3)
    #expect(pacing.take(3, now: 0) == 1)
    #expect(pacing.wait(now: 0) == 100)
    #expect(pacing.wait(now: 60) == 40)
    #expect(pacing.take(3, now: 100) == 1)
    pacing.noteFailure(now: 200)
    #expect(pacing.wait(now: 200) == 1000)
    #expect(pacing.take(9, now: 1_000_000) == 4)
  }
}
