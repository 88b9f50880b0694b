import ArgumentParser
import HashCore

struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Print the distance of two pictures or hashes, 0 to 256 bits.",
    discussion: """
      64 hexadecimal digits are a hash; a file of such a name is reached as ./NAME. With \
      --all-orientations the first picture is turned and mirrored: one line per orientation, the \
      distance and the orientation.
      """)

  @Flag(help: "Compare each of the eight orientations of A, which must be a file.")
  var allOrientations = false
  @OptionGroup var decoding: DecodeArguments
  @Argument(help: ArgumentHelp("A picture or a hash.", valueName: "a"))
  var first: PathArgument
  @Argument(help: ArgumentHelp("A picture or a hash.", valueName: "b"))
  var second: PathArgument

  func validate() throws {
    if allOrientations, first.hash != nil {
      throw ValidationError(
        "--all-orientations needs a picture file as A: a bare hash cannot be turned exactly")
    }
  }

  func run() throws {
    // Two hashes are compared without starting anything that could decode.
    var reader = first.hash == nil || second.hash == nil ? try PictureReader(decoding) : nil
    let turned = try hashes(of: first, &reader, allOrientations ? Set(Orientation.allCases) : [.original])
    let other = try hashes(of: second, &reader, [.original])[0].hash
    var output = OutputStream.standard
    for (view, hash) in turned {
      let distance = "\(hash.distance(to: other))"
      try output.line(allOrientations ? "\(distance)\t\(view.orientation.rawValue)" : distance)
    }
    try output.flush()
  }

  /// The hash of a picture or the hash itself, as stored first, then the orientations that are asked for.
  private func hashes(
    of operand: PathArgument, _ reader: inout PictureReader?, _ orientations: Set<Orientation>
  ) throws(Failure) -> [(view: PictureView, hash: PDQHash)] {
    if let hash = operand.hash { return [(.stored, hash)] }
    guard let picture = reader?.read(operand, HashRequest(orientations: orientations)) else { return [] }
    if let trouble = picture.trouble { throw Failure("\(operand.shown): \(trouble.message)") }
    return picture.hashes.map { ($0.view, $0.hash.hash) }
  }
}

extension PathArgument {
  /// The hash that the argument spells, if it does.
  fileprivate var hash: PDQHash? { PDQHash(String(decoding: bytes, as: UTF8.self)) }
}
