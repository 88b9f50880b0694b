/// The longest runs of neighbours in a range that belong together, one after the other.
struct Runs: Sequence, IteratorProtocol {
  private var rest: Range<Int>
  private let areEqual: (Int, Int) -> Bool

  init(in range: Range<Int>, where areEqual: @escaping (Int, Int) -> Bool) {
    rest = range
    self.areEqual = areEqual
  }

  mutating func next() -> Range<Int>? {
    guard !rest.isEmpty else { return nil }
    var end = rest.lowerBound + 1
    while end < rest.upperBound, areEqual(end - 1, end) { end += 1 }
    defer { rest = end..<rest.upperBound }
    return rest.lowerBound..<end
  }
}
