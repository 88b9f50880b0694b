import ArgumentParser
import HashCore
import Kernels

/// Pictures of the other formats to hashes, one thread, against their libraries' own decode to the same
/// pixels; BMP, which no library reads, in nanoseconds a pixel alone.
struct FormatBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "formats", abstract: "Pictures of other formats to hashes, against their libraries' decode.")

  @Flag(help: "Small pictures and few rounds: for a quick check that answers are right.") var smoke = false

  func run() throws {
    var table = MarkdownTable("picture", "bit/px", "library ms", "exact ms", "exact ÷ library", "exact ns/px")
    for (width, height) in smoke ? [(640, 480)] : [(640, 480), (1640, 1230), (4000, 3000)] {
      let samples = Scene(width: width, height: height, seed: 7).render()
      for format in Contender.all {
        let bytes = format.encode(samples, width, height)
        table.rows.append(try row(format, bytes, width: width, height: height))
      }
    }
    print(table.text)
  }

  private func row(_ format: Contender, _ bytes: [UInt8], width: Int, height: Int) throws -> [String] {
    let hasher = PictureHasher()
    // SAFETY: bytes have no padding.
    let hash = { try unsafe hasher.hash(bytes.span.bytes).primary }
    let expected = try hash()
    let name = "\((Double(width * height) / 1e6).fixed(1)) MP \(format.name)"
    let rounds = smoke ? 3 : max(5, min(31, 30_000_000 / (width * height)))
    let times = try Stopwatch.rounds(
      rounds,
      of: [
        { check(format.decode.map { $0(bytes) > 0 } ?? true, "\(name): black rows") },
        { try check(hash() == expected, "\(name): the hash moved") },
      ], by: { try Stopwatch.threadSeconds($0) })
    let (library, ours) = (times[0].min() ?? .nan, times[1].min() ?? .nan)
    return [
      name, (Double(bytes.count * 8) / Double(width * height)).fixed(2),
      format.decode == nil ? "–" : (library * 1e3).fixed(2), (ours * 1e3).fixed(2),
      format.decode == nil ? "–" : (ours / library).fixed(2), (ours * 1e9 / Double(width * height)).fixed(2),
    ]
  }
}

/// A format, how its files are made, and how its library decodes them.
private struct Contender {
  let name: String
  let encode: (_ samples: [UInt8], _ width: Int, _ height: Int) -> [UInt8]
  /// The sum of the first samples of all rows; `nil` where no library reads it.
  let decode: (([UInt8]) -> UInt64)?

  static var all: [Contender] {
    [
      Contender(
        name: "WebP", encode: { Codec.webp($0, width: $1, height: $2, isLossless: false) },
        decode: Codec.decodedWebP),
      Contender(
        name: "lossless WebP", encode: { Codec.webp($0, width: $1, height: $2, isLossless: true) },
        decode: Codec.decodedWebP),
      Contender(
        name: "GIF", encode: { Codec.gif($0, width: $1, height: $2) }, decode: Codec.decodedGIF),
      Contender(name: "BMP", encode: { Codec.bmp($0, width: $1, height: $2) }, decode: nil),
    ]
  }
}
