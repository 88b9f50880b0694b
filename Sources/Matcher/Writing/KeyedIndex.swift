/// A key and the index of what it belongs to.
struct KeyedIndex: BitwiseCopyable {
  var key: UInt64
  var index: UInt32
}

/// Sorts by key, equal keys staying in their order. O(n): one pass for each byte in which keys differ.
func sortByKey(_ items: inout [KeyedIndex]) {
  guard items.count > 1 else { return }
  var spare = [KeyedIndex](repeating: KeyedIndex(key: 0, index: 0), count: items.count)
  let differing = items.reduce(into: UInt64(0)) { $0 |= $1.key ^ items[0].key }
  for shift in stride(from: UInt64(0), to: 64, by: 8) where differing >> shift & 255 != 0 {
    // SAFETY: both buffers have `count` items and are used within the call.
    unsafe items.withUnsafeBufferPointer { source in
      unsafe spare.withUnsafeMutableBufferPointer { target in
        unsafe distribute(source, into: target, shift)
      }
    }
    swap(&items, &spare)
  }
}

/// SAFETY: a counting sort: the places handed out are a permutation of 0..<count of both buffers.
private func distribute(
  _ source: UnsafeBufferPointer<KeyedIndex>, into target: UnsafeMutableBufferPointer<KeyedIndex>,
  _ shift: UInt64
) {
  var places = InlineArray<256, Int>(repeating: 0)
  for place in source.indices { places[Int(unsafe source[place].key >> shift & 255)] += 1 }
  var next = 0
  for value in 0..<256 { (places[value], next) = (next, next + places[value]) }
  for place in source.indices {
    let item = unsafe source[place]
    let value = Int(item.key >> shift & 255)
    unsafe target[places[value]] = item
    places[value] += 1
  }
}
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
