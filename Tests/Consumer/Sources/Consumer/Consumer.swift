import HashCore
import Matcher

/// Distance between two hashes, and whether it is within the default threshold: no daemon, no files.
@main struct Consumer {
  static func main() {
    guard let a = PDQHash(String(repeating: "0f", count: 32)),
      let b = PDQHash(String(repeating: "0e", count: 32))
    else { return }
    let distance = a.distance(to: b)
    print("distance \(distance), matches: \(distance <= Threshold.standard.distanceMax)")
  }
}
