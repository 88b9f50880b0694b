/// The first number of a range from which on a condition holds, where it holds for all behind one that it
/// holds for; the end of the range where it holds for none. Asks O(log n) times.
@inlinable package func partitionPoint(
  in range: Range<Int>, where holds: (Int) throws -> Bool
) rethrows -> Int {
  var (low, high) = (range.lowerBound, range.upperBound)
  while low < high {
    let middle = (low + high) / 2
    if try holds(middle) { high = middle } else { low = middle + 1 }
  }
  return low
}
