/// A picture and the hashes of those views of it that were asked for; of each picture of its file, if that
/// was asked for.
public struct HashedPicture: Hashable, Sendable {
  /// Of the file's first picture.
  public var info: PictureInfo
  /// The path that made the hashes: a fast request is answered on the exact path where the fast one has
  /// nothing to say (small pictures, formats without reduced rows, warnings, margins that are too wide).
  ///
  /// `exact`: each equals the hash of the turned or composited picture by construction. `fast`: each is
  /// within its margin of it. Pictures after the first are always hashed exactly.
  public var decode: DecodeMode
  /// The picture as stored, alpha ignored, first; then the others, in the order of their views. Those of the
  /// file's further pictures follow, `view.frame` tells them apart.
  public private(set) var hashes: [ViewHash]

  /// - Precondition: `hashes` has the picture as stored at its beginning.
  public init(info: PictureInfo, decode: DecodeMode, hashes: [ViewHash]) {
    let first = hashes.first?.view
    precondition(
      first?.orientation == .original && first?.background == .ignored && first?.variant == nil,
      "the stored picture is first")
    self.info = info
    self.decode = decode
    self.hashes = hashes
  }

  /// The hash of the picture as stored; by the recipe `full` where several were asked for.
  public var primary: QualifiedHash { hashes[0].hash }

  /// The hashes of the picture as stored, alpha ignored: one for each recipe.
  public var stored: [ViewHash] {
    ofFirst.filter {
      $0.view.orientation == .original && $0.view.background == .ignored && $0.view.variant == nil
    }
  }

  /// The hashes of the file's first picture.
  public var ofFirst: [ViewHash] { hashes.filter { $0.view.frame == hashes[0].view.frame } }

  /// The hashes of the file's further pictures.
  public var ofFurther: [ViewHash] { hashes.filter { $0.view.frame != hashes[0].view.frame } }

  /// Adds the hashes of the file's further pictures. Where there are any, those so far are of frame 0.
  mutating func add(_ further: FurtherHashes) {
    info.pictures = further.count
    info.warningCount += further.warningCount
    if further.count.total > 1 { hashes = hashes.map { $0.of(.number(0)) } }
    hashes += further.hashes
  }
}

extension ViewHash {
  /// The same as the hash of another picture of the file.
  func of(_ frame: PictureFrame) -> ViewHash {
    var hash = self
    hash.view.frame = frame
    return hash
  }
}
