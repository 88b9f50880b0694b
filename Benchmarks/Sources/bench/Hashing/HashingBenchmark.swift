import ArgumentParser
import Foundation
import HashCore
import Kernels

/// Whole pictures to hashes, one thread: ours, the codec's own decode (the floor), the reference behind
/// Pillow (the peer).
///
/// The contenders run in turn, so that all of them meet the same neighbours; times are the least of
/// the rounds, in processor time of the one thread, and ratios those of the least times. Every hash
/// is asserted: exact equals the peer's bit for bit, fast stays within its margin.
struct HashingBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hashing", abstract: "Whole pictures to hashes, against libjpeg's and libpng's own decode.")

  @Flag(help: "Small pictures and few rounds, without the peer: for a quick check that answers are right.")
  var smoke = false
  @Option(help: "Kernel level to run with.") var kernels: String?
  @Option(help: "Only pictures of this kind.") var kind: TestPicture.Kind?
  @Flag(help: "All pictures and rounds, but no peer.") var alone = false

  func run() throws {
    let table = try kernels.map { KernelTable(level: try KernelLevel.named($0)) } ?? .best
    let peer = smoke || alone ? nil : try Peer(name: "hashing", script: "hashing.py")
    var totals = MarkdownTable(
      "picture", "bit/px", "floor RGB ms", "exact ms", "exact ÷ floor", "scaled floor ms", "fast ms",
      "fast ÷ floor", "both ms", "both ÷ exact",
      "peer ms", "peer ÷ exact", "peer ÷ fast", "ceiling exact", "ceiling fast")
    for picture in pictures() where kind == nil || picture.kind == kind {
      let run = PictureRun(picture, kernels: table, peer: peer)
      totals.rows.append(try run.measure(rounds: rounds(for: picture)))
    }
    print("Kernels: \(table.level.name). Peer: \(peer == nil ? "not run" : "Pillow + pdqhash").\n")
    print(totals.text)
  }

  private func pictures() -> [TestPicture] {
    if smoke {
      return [
        TestPicture(.baseline, width: 1000, height: 750), TestPicture(.progressive, width: 1000, height: 750),
        TestPicture(.png, width: 640, height: 480),
      ]
    }
    return [
      TestPicture(.baseline, width: 640, height: 480), TestPicture(.baseline, width: 1640, height: 1230),
      TestPicture(.baseline, width: 4000, height: 3000), TestPicture(.baseline, width: 8000, height: 6000),
      TestPicture(.progressive, width: 1640, height: 1230),
      TestPicture(.progressive, width: 4000, height: 3000),
      TestPicture(.png, width: 1640, height: 1230), TestPicture(.png, width: 4000, height: 3000),
    ]
  }

  private func rounds(for picture: TestPicture) -> Int {
    smoke ? 3 : max(5, min(61, 60_000_000 / (picture.width * picture.height)))
  }
}

/// One picture's contenders.
private struct PictureRun {
  let picture: TestPicture
  let peer: Peer?
  let hasher: PictureHasher
  let path: String

  init(_ picture: TestPicture, kernels: KernelTable, peer: Peer?) {
    self.picture = picture
    self.peer = peer
    hasher = PictureHasher(kernels: kernels)
    path = NSTemporaryDirectory() + "matchd-bench-\(getpid()).picture"
  }

  /// The cells of the table's row.
  func measure(rounds: Int) throws -> [String] {
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(picture.bytes).write(to: URL(filePath: path))
    let expected = try hash(.exact)
    let fast = try hash(.fast)
    let both = try [expected.primary, hash(.exact, .cli512).primary]
    check(
      fast.primary.hash.distance(to: expected.primary.hash) <= fast.hashes[0].margin,
      "\(picture.name): fast is \(fast.primary.hash.distance(to: expected.primary.hash)) bits from exact")
    check(
      abs(fast.primary.quality - expected.primary.quality) <= 4,
      "\(picture.name): fast quality is off by more than 4")
    var peerTimes: [Double] = []
    let times = try Stopwatch.rounds(
      rounds,
      of: [
        { floor(scale: 1) },
        { try check(hash(.exact).primary == expected.primary, "exact moved") },
        { floor(scale: fast.decode == .fast ? picture.fastScale : 1) },
        { try check(hash(.fast).primary == fast.primary, "fast moved") },
        { try check(hash(.exact, .both).stored.map(\.hash) == both, "both moved") },
        { if let seconds = askPeer(expecting: expected.primary) { peerTimes.append(seconds) } },
      ], by: { try Stopwatch.threadSeconds($0) })
    return row(times, peerTimes)
  }

  private func row(_ times: [[Double]], _ peerTimes: [Double]) -> [String] {
    func milliseconds(_ values: [Double]) -> String {
      values.isEmpty ? "–" : ((values.min() ?? .nan) * 1e3).fixed(2)
    }
    func ratio(_ a: [Double], _ b: [Double]) -> String { a.isEmpty ? "–" : a.leastRatio(to: b).fixed(2) }
    return [
      picture.name, picture.bitsPerPixel.fixed(2), milliseconds(times[0]), milliseconds(times[1]),
      ratio(times[1], times[0]), milliseconds(times[2]), milliseconds(times[3]), ratio(times[3], times[2]),
      milliseconds(times[4]), ratio(times[4], times[1]), milliseconds(peerTimes), ratio(peerTimes, times[1]),
      ratio(peerTimes, times[3]),
      ratio(peerTimes, times[0]),
      ratio(peerTimes, times[2]),
    ]
  }

  private func hash(_ mode: DecodeMode, _ recipes: HashRecipes = .full) throws -> HashedPicture {
    // SAFETY: bytes have no padding.
    try unsafe hasher.hash(picture.bytes.span.bytes, HashRequest(decode: mode, recipes: recipes))
  }

  private func floor(scale: Int) {
    let sum =
      picture.kind == .png
      ? Codec.decodedPNG(picture.bytes)
      : Codec.decodedJPEG(picture.bytes, scale: scale)
    check(sum > 0, "\(picture.name): the decoder gave black rows")
  }

  private func askPeer(expecting expected: QualifiedHash) -> Double? {
    guard let peer else { return nil }
    let words = peer.ask(path)
    check(
      words.count == 3 && words[1] == expected.hash.description && Int(words[2]) == expected.quality,
      "\(picture.name): the peer says \(words.joined(separator: " ")), we say \(expected)")
    return Double(words[0])
  }
}
