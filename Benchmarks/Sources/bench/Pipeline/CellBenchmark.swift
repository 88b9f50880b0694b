import ArgumentParser
import Cells
import Foundation
import HashCore

/// What it costs that pictures are decoded in a cell: the same pictures in a cell and in this process, in
/// turn, equality asserted.
///
/// Processor time is that of both processes; the cell's is known once it has ended, so that each round has a
/// cell of its own, whose start is measured too and taken off. Wall time is the tenth of all times per
/// picture that is least: on a busy machine others wait for a turn of the scheduler.
struct CellBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cells", abstract: "Pictures decoded in cells, against the same in this process.")

  @Flag(help: "Few pictures and rounds, for a quick check that answers are right.") var smoke = false

  func run() throws {
    var table = MarkdownTable(
      "picture", "process CPU ms", "cell CPU ms", "cell ÷ process", "process p10 ms", "cell p10 ms",
      "cell ÷ process")
    let pictures = [
      TestPicture(.baseline, width: 640, height: 480), TestPicture(.baseline, width: 1640, height: 1230),
    ]
    for picture in pictures {
      let run = CellRun(picture, count: smoke ? 20 : 300_000_000 / (picture.width * picture.height))
      table.rows.append([picture.name] + (try run.measure(rounds: smoke ? 2 : 9)))
    }
    print(table.text)
  }
}

/// One picture, hashed many times both ways.
private struct CellRun {
  let picture: TestPicture
  /// Hashes of one round.
  let count: Int

  init(_ picture: TestPicture, count: Int) {
    self.picture = picture
    self.count = count
  }

  /// The cells of the table's row, after the picture's name.
  func measure(rounds: Int) throws -> [String] {
    let expected = try hash(by: PictureHasher())
    var process = Times()
    var cell = Times()
    for _ in 0..<rounds {
      let hasher = PictureHasher()
      try process.add(count: count) { try check(hash(by: hasher) == expected, "the process moved") }
      let start = try cellTime { _ in }
      let all = try cellTime { hasher in
        try cell.addWall(count: count) {
          try check(hash(by: hasher) == expected, "a cell says something else")
        }
      }
      cell.processor.append((all - start) / Double(count))
    }
    return [
      (process.processor.median * 1e3).fixed(3), (cell.processor.median * 1e3).fixed(3),
      cell.processor.medianRatio(to: process.processor).fixed(3), (process.wallTenth * 1e3).fixed(3),
      (cell.wallTenth * 1e3).fixed(3), (cell.wallTenth / process.wallTenth).fixed(3),
    ]
  }

  private func hash(by hasher: any HashSource) throws -> HashedPicture {
    // SAFETY: bytes have no padding.
    try unsafe hasher.hash(picture.bytes.span.bytes, HashRequest(exifOriented: true, allPictures: true))
  }

  /// Processor time of this process and of a cell from its start to its end, in seconds.
  private func cellTime(_ work: (CellHasher) throws -> Void) throws -> Double {
    let start = processorSeconds(RUSAGE_SELF) + processorSeconds(RUSAGE_CHILDREN)
    do {
      let pool = try CellPool(CellSettings(cellCount: 1))
      try pool.waitUntilReady()
      try work(CellHasher(pool))
    }
    return processorSeconds(RUSAGE_SELF) + processorSeconds(RUSAGE_CHILDREN) - start
  }
}

/// What a contender took, in seconds.
private struct Times {
  /// Of one picture, a value a round.
  var processor: [Double] = []
  private var wall: [Double] = []

  /// The wall time that a tenth of the pictures stay below.
  var wallTenth: Double { wall.sorted()[wall.count / 10] }

  mutating func add(count: Int, _ work: () throws -> Void) rethrows {
    let start = processorSeconds(RUSAGE_SELF)
    try addWall(count: count, work)
    processor.append((processorSeconds(RUSAGE_SELF) - start) / Double(count))
  }

  mutating func addWall(count: Int, _ work: () throws -> Void) rethrows {
    for _ in 0..<count { wall.append(try Stopwatch.seconds(work)) }
  }
}

private func processorSeconds(_ whose: __rusage_who) -> Double {
  var usage = rusage()
  // SAFETY: the call fills `usage`.
  _ = unsafe getrusage(__rusage_who_t(whose.rawValue), &usage)
  let times = [usage.ru_utime, usage.ru_stime]
  return times.reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) * 1e-6 }
}
