import HashCore
import Matcher

/// When a fast hash is good enough to answer from.
///
/// A fast hash comes with its margin: the most bits that the exact one may be away, judged by the picture
/// itself. That is an envelope over many pictures, not a proof. So nothing but a plain `unknown` rests on it:
/// wherever an entry comes within the margin of matching, the decoder warned, or the quality comes near the
/// gate, the picture is hashed exactly, and the answer is that hash's.
///
///     distance to the nearest entry   0 ........ threshold ....... threshold + margin ........ 256
///                                     |---- hashed exactly, answered from that ----|-- unknown --|
///
/// One search at the end of the margin serves both questions: what it does not find is no match either.
struct ExactnessRule: Sendable {
  /// How far above the gate a quality still calls for the exact hash.
  var qualityMargin = 5

  /// The views of a picture from the fast path that exact hashes have to settle; where there are none, no
  /// entry matches any of them.
  func unsettledViews(
    of picture: HashedPicture, _ search: PictureSearch<some MatchSource>, qualityMin: Int
  ) throws(IndexError) -> [PictureView] {
    distrusts(picture, qualityMin: qualityMin)
      ? picture.hashes.map(\.view) : try search.viewsNearMatching(of: picture)
  }

  /// Whether the whole picture has to be hashed exactly, whatever the index says.
  private func distrusts(_ picture: HashedPicture, qualityMin: Int) -> Bool {
    picture.info.warningCount > 0 || !picture.info.isWhole
      || picture.primary.quality <= qualityMin + qualityMargin
  }
}
