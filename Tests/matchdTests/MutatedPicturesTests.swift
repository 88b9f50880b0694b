import Foundation
import Glibc
import Platform
import TestSupport
import Testing

/// Pictures that were changed at random, through a daemon whose cells are killed at random: it lives, every
/// file has its row, and what a good picture is told is right. The long form sends a hundred thousand.
@Suite(.enabled(if: !OwnProcess.isSanitized, "a sanitizer reports what is killed"))
struct MutatedPicturesTests {
  private static let kinds = [
    "pictures/jpeg/matrix-64x64.jpg", "pictures/jpeg/progressive-420.jpg", "pictures/jpeg/odd-17x9.jpg",
    "pictures/png/matrix-64x64.png", "pictures/png/adam7-7x6.png", "frames/apng-palette.png",
    "transcoded/arithmetic-progressive.jpg", "malformed/restart-marker-lost.jpg",
  ]
  private static let countInRound = 500
  private static let goodEvery = 25

  private let scratch: TemporaryFolder
  private let daemon: RunningDaemon
  private let good: [UInt8]

  init() throws {
    scratch = try TemporaryFolder()
    daemon = try RunningDaemon(["--index", try scratch.demoIndex()], in: scratch)
    good = try Vectors.bytes("demo/pictures/copies/gray.jpg")
  }

  @Test func theDaemonLivesAndAnswers() throws {
    let sources = try Self.kinds.map { try Vectors.bytes($0) }
    var random = SeededGenerator(seed: 13)
    var killed = 0
    for _ in 0..<Proof.count(1, long: 200) {
      for number in 0..<Self.countInRound {
        let bytes = number % Self.goodEvery == 0 ? good : sources[number % sources.count].mutated(&random)
        try scratch.write(bytes, to: "pictures/\(number)")
      }
      try expectRows(of: scan(killing: &killed, &random))
    }
    #expect(killed > 0)
    #expect(
      try eventually(within: .seconds(30)) {
        try Program.run(["health", "--socket", daemon.socket]).status == 0
      })
  }

  /// Kills a cell now and then while the pictures are scanned, each after another has become ready in the
  /// place of the one before: where none ever does, the daemon rightly says so.
  private func scan(
    killing killed: inout Int, _ random: inout SeededGenerator
  ) throws -> Program.Outcome {
    let arguments = ["scan", "--socket", daemon.socket, "--format", "jsonl", scratch.path("pictures")]
    let scan = try Program.start(arguments)
    repeat {
      let startCount = try startCount
      if let cell = daemon.children.randomElement(using: &random), kill(cell, SIGKILL) == 0 { killed += 1 }
      #expect(try eventually { try !scan.process.isRunning || self.startCount > startCount })
    } while scan.process.isRunning
    return try scan.wait()
  }

  /// How many cells have become ready so far.
  private var startCount: Int {
    get throws {
      let lines = try Program.run(["stats", "--socket", daemon.socket]).lines
      return try #require(lines.compactMap { Int($0.trimmingPrefix("cell_starts\t")) }.first, "\(lines)")
    }
  }

  private func expectRows(of outcome: Program.Outcome) throws {
    #expect(outcome.status == 1, "\(outcome.errors)")
    let rows = try outcome.objects
    #expect(rows.count == Self.countInRound && rows.allSatisfy { $0["verdict"] is String })
    let goodRows = rows.filter { row in
      let name = URL(filePath: row["path"] as? String ?? "").lastPathComponent
      return Int(name).map { $0 % Self.goodEvery == 0 } ?? false
    }
    #expect(goodRows.count == Self.countInRound / Self.goodEvery)
    for row in goodRows { #expect(row["verdict"] as? String == "known", "\(row)") }
  }
}
