import ArgumentParser
import HashCore

extension HashRecipe: ExpressibleByArgument {}

struct HashCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hash", abstract: "Print the hash and quality of pictures.",
    discussion: """
      One line per file: hash, quality and path, separated by tabs; of a file that holds several pictures \
      the first. --json gives the others too. A file without a hash makes the exit code 2.
      """)

  @Flag(help: "One JSON object per line, with digests, size and decoding details.")
  var json = false
  @Flag(
    help:
      "Eight lines per file: the hash of the picture turned and mirrored, the orientation as fourth column.")
  var allOrientations = false
  @Option(
    help:
      "How pictures are decoded; fast, where the format allows it, needs --json: its hash is called pdq_fast."
  )
  var decode: DecodeMode = .exact
  @Option(
    name: .customLong("protocol"),
    help: "full, or cli512 as the reference's command line hashes: at 512 x 512 if a side is larger.")
  var recipe: HashRecipe = .full
  @OptionGroup var decoding: DecodeArguments
  @Argument(help: ArgumentHelp("Pictures; - is standard input.", valueName: "file"))
  var files: [PathArgument]

  func validate() throws {
    guard decode == .fast else { return }
    if !json {
      throw ValidationError("--decode fast needs --json: a fast hash must not pass for an exact one")
    }
    if recipe != .full { throw ValidationError("--decode fast needs --protocol full") }
    if allOrientations { throw ValidationError("--decode fast and --all-orientations exclude each other") }
  }

  func run() throws {
    let request = HashRequest(
      decode: decode, orientations: allOrientations ? Set(Orientation.allCases) : [.original],
      recipes: HashRecipes(recipe), allPictures: json)
    var reader = try PictureReader(decoding, computesDigests: json)
    var report = HashReport(json: json, allOrientations: allOrientations)
    for file in files {
      let picture = reader.read(file, request)
      try report.add(picture, path: file.shown)
    }
    try report.finish()
  }
}
