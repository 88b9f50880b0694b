import ArgumentParser
import CTestPictures
import Foundation
import HashCore

/// The fast path held to the exact one on made pictures of every kind: is the exact hash always within the
/// margin of the fast one, and how much of the window did it need?
///
/// A picture that is within its margin gets the exact path's verdict from any list: whatever lies
/// within a threshold of the exact hash lies within threshold and margin of the fast one, and is
/// then looked at exactly.
struct FastPathBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fast-path", abstract: "Margins of the fast path on made pictures of every kind.")

  @Option(help: "Files, four of each picture.") var count = 20_000
  @Option(help: "Number of the first file.") var first = 0
  @Option(help: "AC quantisers written so many times too large: over-sharpened pictures.") var acGain: Int32 =
    1

  func run() throws {
    let hasher = PictureHasher()
    var artist = Artist(acGain: acGain)
    var tallies = [String: Tally]()
    for number in first..<first + count {
      let (kinds, bytes) = artist.file(number)
      // SAFETY: bytes have no padding.
      let found = try unsafe hasher.comparison(bytes.span.bytes)
      for kind in ["all"] + kinds { tallies[kind, default: Tally()].add(found, number) }
    }
    var table = MarkdownTable(
      "pictures", "files", "compared", "largest distance", "margin median", "90 %", "above 24",
      "beyond margin", "largest need ÷ window", "of those searched", "missed at the gate")
    for (kind, tally) in tallies.sorted(by: { $0.key < $1.key }) { table.rows.append(tally.row(kind)) }
    print(table.text)
    let worst = tallies["all", default: Tally()]
    print("Largest need ÷ window: file \(worst.worstNumber).")
    check(worst.beyondCount == 0 && worst.missedCount == 0, "verdicts of the two paths can differ")
  }
}

/// Draws pictures, each once for the files that show it.
private struct Artist {
  let acGain: Int32
  private var pixels: [UInt8] = []
  private var drawn = (seed: UInt64.max, width: Int32(0), height: Int32(0))

  init(acGain: Int32) { self.acGain = acGain }

  /// What kinds a file is of, and the file.
  mutating func file(_ number: Int) -> (kinds: [String], bytes: [UInt8]) {
    var made = matchd_test_case()
    // SAFETY: the case is written within the call.
    unsafe matchd_choose_test_case(UInt64(number), &made)
    made.jpeg.ac_gain = acGain
    if drawn != (made.seed, made.width, made.height) {
      pixels = [UInt8](repeating: 0, count: 3 * Int(made.width) * Int(made.height))
      // SAFETY: the pixels hold height rows of width RGB pixels.
      unsafe matchd_draw_scene(made.scene, made.seed, made.width, made.height, &pixels)
      drawn = (made.seed, made.width, made.height)
    }
    let bytes = Codec.jpeg(pixels, width: Int(made.width), height: Int(made.height), made.jpeg)
    return (kinds(of: made), bytes)
  }

  private func kinds(of made: matchd_test_case) -> [String] {
    let scenes = [
      "photograph", "saturated", "slats", "text", "line art", "screen", "flat", "gradient", "polygons",
      "blocks", "grating", "noise",
    ]
    let codings = ["baseline", "progressive", "progressive, DC in steps"]
    let side = min(made.width, made.height)
    let sizes = ["to 510", "511 to 1020", "1021 to 2040", "2041 and more"]
    let size = sizes[[510, 1020, 2040].count { side > $0 }]
    return [
      "scene: " + scenes[Int(made.scene.rawValue)], "coding: " + codings[Int(made.jpeg.coding.rawValue)],
      "short side: " + size, "quality: \((made.jpeg.quality - 1) / 20 * 20 + 1) and up",
    ]
  }
}

/// What was seen of some pictures.
private struct Tally {
  private var fileCount = 0
  private var margins: [Int] = []
  private var distanceMax = 0
  private var needMax: Float = 0
  private var searchedNeedMax: Float = 0
  private(set) var beyondCount = 0
  private(set) var missedCount = 0
  private(set) var worstNumber = 0

  mutating func add(_ found: FastComparison?, _ number: Int) {
    fileCount += 1
    // A picture without structure has a hash of rounding noise; its quality says so on either path.
    guard let found, found.fast.quality > 0 else { return }
    margins.append(found.margin.bitCount)
    distanceMax = max(distanceMax, found.distance)
    if found.needOverWindow > needMax { (needMax, worstNumber) = (found.needOverWindow, number) }
    if found.isUseful { searchedNeedMax = max(searchedNeedMax, found.needOverWindow) }
    if !found.isSafe { beyondCount += 1 }
    let isTrusted = found.isUseful && found.fast.quality > 55
    if isTrusted && found.exact.quality < 50 { missedCount += 1 }
  }

  func row(_ kind: String) -> [String] {
    let sorted = margins.sorted()
    func margin(_ part: Double) -> String {
      guard let last = sorted.indices.last else { return "–" }
      let bits = sorted[Int(part * Double(last))]
      return bits > FastMargin.bitCountMax ? "> 24" : "\(bits)"
    }
    let wide = sorted.count { $0 > FastMargin.bitCountMax }
    let share = sorted.isEmpty ? 0 : 100 * Double(wide) / Double(sorted.count)
    return [
      kind, "\(fileCount)", "\(sorted.count)", "\(distanceMax)", margin(0.5), margin(0.9),
      "\(share.fixed(1)) %", "\(beyondCount)", Double(needMax).fixed(2),
      Double(searchedNeedMax).fixed(2), "\(missedCount)",
    ]
  }
}
