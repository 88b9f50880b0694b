/// One side of a picture as PDQ's blur and sampling see it.
struct BoxAxis: Equatable {
  /// Pixels along the side.
  let length: Int

  /// How many neighbours one pass averages: a 128th of the side, rounded up.
  var window: Int { (length + 127) / 128 }

  /// How many values a running sum is ahead of the value it yields.
  var lag: Int { window / 2 }

  /// How many existing values the mean at `index` is made of; 1 outside the side, where nobody looks.
  func count(at index: Int) -> Int {
    guard (0..<length).contains(index) else { return 1 }
    let taken = index + lag + 1
    return min(taken, length) - max(0, taken - window)
  }

  /// The pixel at the centre of the i-th of 64 equal parts, truncated: floor((i + 0.5) * length / 64).
  func sample(_ i: Int) -> Int { (2 * i + 1) * length / 128 }
}

/// `count` rounded up to whole vectors: a multiple of 16.
func roundedUpTo16(_ count: Int) -> Int { (count + 15) / 16 * 16 }
