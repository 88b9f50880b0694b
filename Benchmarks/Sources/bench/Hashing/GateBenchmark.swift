import ArgumentParser
import CTestPictures
import Foundation
import HashCore

/// What the information gate and the limit on unstable bits take away: of matches of edited photographs as
/// little as can be, of wrong matches among patterns as much as can be.
struct GateBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "information-gate",
    abstract: "Matches lost to the information gate: of edited photographs, and wrong ones of patterns.")

  @Option(help: "Photographs, each edited in every way.") var photographs = 1000
  @Option(help: "Patterns, each compared with every other.") var patterns = 6000

  private static let thresholdMax = 31
  /// Matches up to here pass whatever the hash says.
  private static let ungatedDistanceMax = 4
  private static let qualityMin = 50

  func run() throws {
    try reportPhotographs()
    try reportPatterns()
    reportCost()
  }

  /// Whether a match of a picture with this hash is taken away.
  private static func isGated(_ hash: QualifiedHash, distance: Int) -> Bool {
    !hash.isInformative && distance > ungatedDistanceMax
  }

  // MARK: Photographs

  private func reportPhotographs() throws {
    var tallies = Edit.all.map { _ in PhotographTally() }
    let hasher = PictureHasher()
    for seed in 0..<photographs {
      let scene = seed % 2 == 0 ? MATCHD_SCENE_PHOTOGRAPH : MATCHD_SCENE_SATURATED
      let listed = try Edit.none.hash(scene, seed: seed, hasher)
      for (place, edit) in Edit.all.enumerated() {
        tallies[place].add(try edit.hash(scene, seed: seed, hasher), listed: listed)
      }
    }
    var table = MarkdownTable("edit", "copies", "matches", "of these lost to the gate", "unstable copies")
    for (edit, tally) in zip(Edit.all, tallies) { table.rows.append([edit.name] + tally.cells) }
    let all = tallies.reduce(into: PhotographTally()) { $0.add($1) }
    table.rows.append(["all"] + all.cells)
    print(table.text)
    check(all.lostCount * 200 <= all.matchCount, "more than 0.5 % of the matches are lost")
    check(all.unstableCount * 200 <= all.count, "more than 0.5 % of the copies are unstable")
  }

  private struct PhotographTally {
    private(set) var count = 0
    private(set) var matchCount = 0
    private(set) var lostCount = 0
    private(set) var unstableCount = 0

    mutating func add(_ copy: QualifiedHash, listed: QualifiedHash) {
      count += 1
      if !copy.isStable { unstableCount += 1 }
      let distance = copy.hash.distance(to: listed.hash)
      guard distance <= GateBenchmark.thresholdMax, copy.quality >= GateBenchmark.qualityMin else { return }
      matchCount += 1
      if GateBenchmark.isGated(copy, distance: distance) { lostCount += 1 }
    }

    mutating func add(_ other: PhotographTally) {
      count += other.count
      matchCount += other.matchCount
      lostCount += other.lostCount
      unstableCount += other.unstableCount
    }

    var cells: [String] {
      let share = 100 * Double(lostCount) / Double(max(1, matchCount))
      return ["\(count)", "\(matchCount)", "\(lostCount) (\(share.fixed(2)) %)", "\(unstableCount)"]
    }
  }

  // MARK: Patterns

  /// Sizes of patterns: tiny files among them.
  private static let sizes = [(256, 256), (320, 240), (480, 360), (300, 400), (16, 16), (24, 24), (32, 32)]

  private func reportPatterns() throws {
    var reducer = PDQReducer()
    let transform = PDQTransform()
    let hashes = try (0..<patterns).map { number in
      let kind = matchd_texture(UInt32(number) % MATCHD_TEXTURE_COUNT.rawValue)
      let (width, height) = Self.sizes[number / Int(MATCHD_TEXTURE_COUNT.rawValue) % Self.sizes.count]
      return try DrawnPixels(kind, seed: number, width: width, height: height).hash(&reducer, transform)
    }
    let passing = hashes.filter { $0.quality >= Self.qualityMin }
    var table = MarkdownTable(
      "patterns", "pass the quality gate", "of these informative", "unstable", "wrong pairs of 0–4 bits",
      "of 5–31", "left by the gate")
    let pairs = Self.wrongPairs(passing)
    table.add(
      "\(hashes.count)", "\(passing.count)", "\(passing.count(where: \.isInformative))",
      "\(passing.count { !$0.isStable })", "\(pairs.equal)", "\(pairs.near)", "\(pairs.left)")
    print(table.text)
    check(pairs.left * 4 <= pairs.near, "the gate leaves more than a quarter of the wrong pairs")
  }

  /// Each pair counts twice: either picture may be the one that is looked up.
  private static func wrongPairs(_ hashes: [QualifiedHash]) -> (equal: Int, near: Int, left: Int) {
    var found = (equal: 0, near: 0, left: 0)
    for (place, query) in hashes.enumerated() {
      for (other, listed) in hashes.enumerated() where other != place {
        let distance = query.hash.distance(to: listed.hash)
        guard distance <= thresholdMax else { continue }
        if distance <= ungatedDistanceMax {
          found.equal += 1
        } else {
          found.near += 1
          found.left += isGated(query, distance: distance) ? 0 : 1
        }
      }
    }
    return found
  }

  // MARK: Cost

  /// What telling stability and information adds to the transform.
  private func reportCost() {
    let transform = PDQTransform()
    let matrix = (0..<4096).map { Float($0 % 251) }
    var bitCount = 0
    func seconds(_ work: () -> Void) -> Double {
      (0..<20).map { _ in Stopwatch.threadSeconds { for _ in 0..<500 { work() } } / 500 }.min() ?? .nan
    }
    let plain = seconds {
      bitCount += transform.coefficients(of: matrix.span).hash.words.0.nonzeroBitCount
      bitCount += transform.quality(of: matrix.span)
    }
    let told = seconds { bitCount += transform.hash(of: matrix.span).stability }
    check(bitCount > 0, "nothing was hashed")
    print("Transform and quality: \((plain * 1e6).fixed(2)) µs; with both told: \((told * 1e6).fixed(2)) µs.")
  }
}

/// One thing that happens to a picture on its way.
private struct Edit {
  let name: String
  /// Sides in parts of the original's.
  var size = 1.0
  var quality: Int32 = 90
  var change: @Sendable (DrawnPixels, Int) -> DrawnPixels = { pixels, _ in pixels }

  static let none = Edit(name: "none")

  static let all = [
    Edit(name: "JPEG quality 60", quality: 60), Edit(name: "JPEG quality 30", quality: 30),
    Edit(name: "JPEG quality 10", quality: 10), Edit(name: "three quarters of the size", size: 0.75),
    Edit(name: "half the size", size: 0.5), Edit(name: "a fifth of the size", size: 0.2),
    Edit(name: "contrast 70 %") { pixels, _ in pixels.toned { 128 + 0.7 * ($0 - 128) } },
    Edit(name: "contrast 30 %") { pixels, _ in pixels.toned { 128 + 0.3 * ($0 - 128) } },
    Edit(name: "contrast 140 %") { pixels, _ in pixels.toned { 128 + 1.4 * ($0 - 128) } },
    Edit(name: "brighter by 40") { pixels, _ in pixels.toned { $0 + 40 } },
    Edit(name: "darker by 40") { pixels, _ in pixels.toned { $0 - 40 } },
    Edit(name: "gamma 1.6") { pixels, _ in pixels.toned { 255 * pow($0 / 255, 1.6) } },
    Edit(name: "noise ±12") { pixels, seed in pixels.noisy(12, seed: seed) },
  ]

  func hash(_ scene: matchd_scene, seed: Int, _ hasher: PictureHasher) throws -> QualifiedHash {
    let (width, height) = (Int(640 * size), Int(480 * size))
    let pixels = change(DrawnPixels(scene, seed: seed, width: width, height: height), seed)
    let bytes = pixels.jpeg(
      matchd_test_jpeg(
        quality: quality, columns_per_chroma: 2, rows_per_chroma: 2, is_gray: 0,
        coding: MATCHD_TEST_BASELINE, ac_gain: 1, is_arithmetic: 0,
        has_restarts: 0))
    // SAFETY: bytes have no padding.
    return try unsafe hasher.hash(bytes.span.bytes).primary
  }
}
