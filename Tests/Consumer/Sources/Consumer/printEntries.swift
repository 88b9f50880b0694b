import HashCore
import Matcher

/// Prints which entries of an index show a picture, whose encoded file is `picture`.
func printEntries(of picture: [UInt8], indexPath: String) throws {
  let hashes = try PictureHasher().hash(picture)
  let index = try HashIndex.open(path: indexPath)
  for match in try index.matches(for: hashes.primary.hash, within: .standard) {
    let entry = index.entry(match.entry)
    print(entry.list, entry.id, match.distance)
  }
}
