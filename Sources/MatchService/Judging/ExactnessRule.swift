import HashCore
import Matcher

/// When a fast hash is good enough to answer from.
///
/// The fast path's hash was always seen within 10 bits of the exact one and its quality within 4; that is an
/// observation, not a proof. So nothing but a plain `unknown` rests on it: wherever an entry comes within
/// the margin of matching, the decoder warned, or the quality comes near the gate, the picture is hashed
/// exactly, and the answer is that hash's.
///
///     distance to the nearest entry   0 ........ threshold ....... threshold + 10 ............ 256
///                                     |---- hashed exactly, answered from that ----|-- unknown --|
///
/// One search at the end of the margin serves both questions: what it does not find is no match either.
struct ExactnessRule: Sendable {
  /// How many bits beyond the threshold an entry still calls for the exact hash.
  var distanceMargin = 10
  /// How far above the gate a quality still calls for the exact hash.
  var qualityMargin = 5

  /// The views of a picture from the fast path that exact hashes have to settle; where there are none, no
  /// entry matches any of them.
  func unsettledViews(
    of picture: HashedPicture, _ search: PictureSearch<some MatchSource>, qualityMin: Int
  ) throws(IndexError) -> [PictureView] {
    distrusts(picture, qualityMin: qualityMin)
      ? picture.hashes.map(\.view) : try search.views(of: picture, nearWithin: distanceMargin)
  }

  /// Whether the whole picture has to be hashed exactly, whatever the index says.
  private func distrusts(_ picture: HashedPicture, qualityMin: Int) -> Bool {
    picture.info.warningCount > 0 || picture.info.isTruncated
      || picture.primary.quality <= qualityMin + qualityMargin
  }
}
