/// A picture and the hashes of those views of it that were asked for.
public struct HashedPicture: Sendable {
  public var info: PictureInfo
  /// The path that made the hashes: a fast request is answered on the exact path where the fast one has
  /// nothing to say (small pictures, formats without reduced rows, warnings, margins that are too wide).
  ///
  /// `exact`: each equals the hash of the turned or composited picture by construction. `fast`: each is
  /// within its margin of it.
  public var decode: DecodeMode
  /// The picture as stored, alpha ignored, first; then the others, in the order of their views.
  public private(set) var hashes: [ViewHash]

  /// - Precondition: `hashes` has the picture as stored at its beginning.
  public init(info: PictureInfo, decode: DecodeMode, hashes: [ViewHash]) {
    let first = hashes.first?.view
    precondition(
      first?.orientation == .original && first?.background == .ignored, "the stored picture is first")
    self.info = info
    self.decode = decode
    self.hashes = hashes
  }

  /// The hash of the picture as stored.
  public var primary: QualifiedHash { hashes[0].hash }
}
