import ArgumentParser
import HashCore

/// What it costs to look for further pictures in files that hold one.
struct AlbumBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "album", abstract: "The cost of looking for further pictures in ordinary files.")

  @Option(help: "Rounds of each picture.") var rounds = 15
  @Option(help: "Sides of the pictures: half this many rows.") var width = 2000

  func run() throws {
    let hasher = PictureHasher()
    var table = MarkdownTable("picture", "first picture alone ms", "with the search ms", "search ÷ alone")
    for kind in [TestPicture.Kind.baseline, .progressive, .png] {
      let picture = TestPicture(kind, width: width, height: width / 2)
      func hash(_ request: HashRequest) throws {
        // SAFETY: bytes have no padding.
        let found = try unsafe hasher.hash(picture.bytes.span.bytes, request)
        check(found.info.pictures.total == 1 && found.primary.quality > 0, "one picture with a hash")
      }
      let times = try Stopwatch.rounds(
        rounds, of: [{ try hash(HashRequest()) }, { try hash(HashRequest(allPictures: true)) }],
        by: { try Stopwatch.threadSeconds($0) })
      table.add(
        picture.name, ((times[0].min() ?? 0) * 1e3).fixed(2), ((times[1].min() ?? 0) * 1e3).fixed(2),
        times[1].leastRatio(to: times[0]).fixed(3))
    }
    print(table.text)
  }
}
