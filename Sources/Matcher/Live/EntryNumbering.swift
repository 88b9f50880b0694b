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
    entry + UInt32(count { positions[$0] <= entry })
  }

  func number(ofSecond entry: UInt32) -> UInt32 { positions[Int(entry)] + entry }

  enum Origin: Hashable {
    case first(UInt32)
    case second(UInt32)
  }

  /// Whose entry a number is of. O(log n).
  func origin(of number: UInt32) -> Origin {
    // Numbers of the second's entries ascend too.
    let before = count { self.number(ofSecond: UInt32($0)) < number }
    if before < positions.count, self.number(ofSecond: UInt32(before)) == number {
      return .second(UInt32(before))
    }
    return .first(number - UInt32(before))
  }

  /// For how many of the second's entries a condition holds that holds for none behind one that it does not
  /// hold for.
  private func count(where holds: (Int) -> Bool) -> Int {
    partitionPoint(in: positions.indices) { !holds($0) }
  }
}
