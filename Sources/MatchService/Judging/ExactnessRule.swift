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
struct ExactnessRule: Sendable {
  /// How many bits beyond the threshold an entry still calls for the exact hash.
  var distanceMargin = 10
  /// How far above the gate a quality still calls for the exact hash.
  var qualityMargin = 5

  /// Whether the whole picture has to be hashed exactly, whatever the index says.
  func distrusts(_ picture: HashedPicture, qualityMin: Int) -> Bool {
    guard picture.decode == .fast else { return false }
    return picture.info.warningCount > 0 || picture.info.isTruncated
      || picture.primary.quality <= qualityMin + qualityMargin
  }

  /// The views that have to be settled by exact hashes.
  func candidates(
    of picture: HashedPicture, _ index: HashIndex, _ options: ScanOptions
  ) throws(IndexError) -> [PictureView] {
    guard picture.decode == .fast else { return [] }
    var candidates: [PictureView] = []
    for viewHash in picture.hashes {
      let isNear = try index.containsMatch(
        for: viewHash.hash.hash, within: options.threshold.raised(by: distanceMargin), engine: options.engine)
      if isNear { candidates.append(viewHash.view) }
    }
    return candidates
  }
}
