/// One numbering of the entries of two indexes in byte order of (list, id), as if they stood in one.
///
/// An entry of the first has its own number there, moved up by the entries of the second before it; one of
/// the second stands where the first has room for it. Where both have an entry, the second's comes first.
struct EntryNumbering: Sendable {
  /// For each entry of the second index, how many of the first stand before it: ascending.
  private let positions: [UInt32]

  init(_ first: HashIndex, _ second: HashIndex) {
    positions = (0..<UInt32(second.entryCount)).map { number in
      let entry = second.entry(EntryNumber(rawValue: number))
      return UInt32(first.place(of: entry.id, inList: entry.list).entry)
    }
  }

  func number(ofFirst entry: UInt32) -> UInt32 {
    entry + UInt32(count { $0 <= entry })
  }

  func number(ofSecond entry: UInt32) -> UInt32 { positions[Int(entry)] + entry }

  enum Origin: Hashable {
    case first(UInt32)
    case second(UInt32)
  }

  /// Whose entry a number is of. O(log n).
  func origin(of number: UInt32) -> Origin {
    // Numbers of the second's entries ascend too.
    var (low, high) = (0, positions.count)
    while low < high {
      let middle = (low + high) / 2
      if positions[middle] + UInt32(middle) < number { low = middle + 1 } else { high = middle }
    }
    if low < positions.count, positions[low] + UInt32(low) == number { return .second(UInt32(low)) }
    return .first(number - UInt32(low))
  }

  /// How many positions satisfy a condition that holds for none behind one that it does not hold for.
  private func count(where holds: (UInt32) -> Bool) -> Int {
    var (low, high) = (0, positions.count)
    while low < high {
      let middle = (low + high) / 2
      if holds(positions[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
