import ArgumentParser
import Foundation
import HashCore
import Kernels

/// Where the time of a hash goes: the codec's own decode, the reduction of decoded rows, the
/// transform, and whatever the whole takes beyond them. All stages of a picture run in turn; figures
/// are medians over the rounds.
struct StageBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stages", abstract: "Where the time of a hash goes; eight orientations against one.")

  @Option(help: "Kernel level to run with.") var kernels: String?
  @Option(help: "Rounds of a picture of 12 megapixels; smaller ones take more.") var rounds = 9

  func run() throws {
    let table = try kernels.map { KernelTable(level: try KernelLevel.named($0)) } ?? .best
    var exact = MarkdownTable(
      "picture", "exact ms", "decode", "reduce", "transform", "rest", "rest ÷ exact")
    var fast = MarkdownTable(
      "picture", "fast ms", "decode", "reduce", "transform", "rest", "eight orientations, after decode",
      "eight ÷ one")
    for (width, height) in [(640, 480), (1640, 1230), (4000, 3000), (8000, 6000)] {
      let picture = TestPicture(.baseline, width: width, height: height)
      let stages = Stages(picture, table)
      let count = max(5, min(101, rounds * 12_000_000 / (width * height)))
      exact.rows.append(try stages.exactRow(rounds: count))
      fast.rows.append(try stages.fastRow(rounds: count))
    }
    print("Kernels: \(table.level.name). Milliseconds.\n\n\(exact.text)\n\(fast.text)")
  }
}

/// The stages of one picture, each on its own.
private final class Stages {
  private let picture: TestPicture
  private let hasher: PictureHasher
  private let transform: PDQTransform
  private var exactReducer: PDQReducer
  private var fastReducer: PDQFastReducer
  /// Samples of the picture's size; what they show does not matter to the reduction's cost.
  private let samples: [UInt8]

  init(_ picture: TestPicture, _ kernels: KernelTable) {
    self.picture = picture
    hasher = PictureHasher(kernels: kernels)
    transform = PDQTransform(kernels: kernels)
    exactReducer = PDQReducer(kernels: kernels)
    fastReducer = PDQFastReducer(kernels: kernels)
    samples = Scene(width: picture.width, height: picture.height, seed: 5).render()
  }

  func exactRow(rounds: Int) throws -> [String] {
    let times = try Stopwatch.rounds(
      rounds,
      of: [
        { try check(self.hash(.exact).primary.quality > 0, "no hash") },
        { self.decode(scale: 1) },
        { try self.reduceExactly() },
        { self.transformExactly() },
      ], by: { try Stopwatch.threadSeconds($0) })
    let rest = (0..<rounds).map { times[0][$0] - times[1][$0] - times[2][$0] - times[3][$0] }
    return [picture.name] + (times + [rest]).map(milliseconds) + [rest.medianRatio(to: times[0]).fixed(3)]
  }

  func fastRow(rounds: Int) throws -> [String] {
    let times = try Stopwatch.rounds(
      rounds,
      of: [
        { try check(self.hash(.fast).primary.quality > 0, "no hash") },
        { self.decode(scale: self.picture.fastScale) },
        { try self.reduceFast(isTurned: false) },
        { self.transformFast([.original]) },
        {
          try self.reduceFast(isTurned: true)
          self.transformFast(Orientation.allCases)
        },
      ], by: { try Stopwatch.threadSeconds($0) })
    let rest = (0..<rounds).map { times[0][$0] - times[1][$0] - times[2][$0] - times[3][$0] }
    let one = (0..<rounds).map { times[2][$0] + times[3][$0] }
    return [picture.name] + [times[0], times[1], times[2], times[3], rest, times[4]].map(milliseconds)
      + [times[4].medianRatio(to: one).fixed(2)]
  }

  private func milliseconds(_ values: [Double]) -> String { (values.median * 1e3).fixed(3) }

  private func hash(_ mode: DecodeMode) throws -> HashedPicture {
    let bytes = picture.bytes
    // SAFETY: bytes have no padding.
    return try unsafe hasher.hash(bytes.span.bytes, HashRequest(decode: mode))
  }

  private func decode(scale: Int) {
    check(Codec.decodedJPEG(picture.bytes, scale: scale) > 0, "black rows")
  }

  /// Rows as the decoder hands them over: sixteen a call.
  private func reduceExactly() throws {
    let samples = samples
    try exactReducer.begin(width: picture.width, height: picture.height, channelCount: 3)
    for row in stride(from: 0, to: picture.height, by: 16) {
      let end = min(row + 16, picture.height)
      let bytes = samples.span.extracting(3 * picture.width * row..<3 * picture.width * end)
      exactReducer.append(rows: bytes, rowCount: end - row)
    }
  }

  private func transformExactly() { check(hash(&exactReducer).quality > 0, "no hash") }

  private func hash(_ reducer: inout PDQReducer) -> QualifiedHash { transform.hash(of: reducer.finish()) }

  private func hash(_ reducer: inout PDQFastReducer, _ orientation: Orientation) -> QualifiedHash {
    reducer.hash(orientation, by: transform).hash
  }

  private func reduceFast(isTurned: Bool) throws {
    let samples = samples
    try fastReducer.begin(
      width: picture.width, height: picture.height, channelCount: 3, scale: picture.fastScale,
      isTurned: isTurned)
    let rowSize = 3 * fastReducer.scaledWidth
    for row in stride(from: 0, to: fastReducer.scaledHeight, by: 16) {
      let end = min(row + 16, fastReducer.scaledHeight)
      fastReducer.append(rows: samples.span.extracting(rowSize * row..<rowSize * end), rowCount: end - row)
    }
  }

  private func transformFast(_ orientations: [Orientation]) {
    for orientation in orientations where !orientation.exchangesAxes {
      let hash = hash(&fastReducer, orientation)
      check(hash.quality > 0 && hash.transposed.quality > 0, "no hash")
    }
  }
}
