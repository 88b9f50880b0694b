/// The (list, id, labels, state) of what was added in any order, and the numbering of entries made from them.
struct EntryTable: Sendable {
  /// What one call added.
  private struct Addition {
    var list: UInt32
    var attributes: UInt32
    var idStart: Int
    var idCount: Int
  }

  private var additions: [Addition] = []
  private var idBytes: [UInt8] = []
  private var lists = Interner<[UInt8]>()
  private var attributes = Interner<AttributeSet>()
  /// What is known of lists besides their names.
  private var descriptions: [[UInt8]: IndexList] = [:]

  /// Says what a list is; the last word counts.
  mutating func describe(_ list: IndexList) { descriptions[Array(list.name.utf8)] = list }

  /// The names of the lists that something was added to, in byte order. O(n log n) in the lists.
  var listNames: [String] {
    lists.values.sorted(by: inByteOrder).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Keeps what one item says of its entry; returns the addition's number. O(id length).
  mutating func add(list: String, id: String, labels: [String], state: EntryState) -> UInt32 {
    let listNumber = lists.number(of: Array(list.utf8))
    let attributeNumber = attributes.number(of: AttributeSet(labels: labels, state: state))
    let start = idBytes.count
    idBytes.append(contentsOf: id.utf8)
    additions.append(
      Addition(
        list: listNumber, attributes: attributeNumber, idStart: start, idCount: idBytes.count - start))
    return UInt32(additions.count - 1)
  }

  /// The entries in byte order of (list, id), and the entry number of each addition. O(n).
  func numbered() -> (entries: EntrySections, numbers: [UInt32]) {
    let order = additionsInOrder()
    var entries = EntrySections()
    var numbers = [UInt32](repeating: 0, count: additions.count)
    var previousList: UInt32?
    for run in Runs(in: 0..<order.count, where: { isSameEntry(order[$0], order[$1]) }) {
      let first = additions[Int(order[run.lowerBound])]
      if first.list != previousList { entries.beginList(list(first.list)) }
      previousList = first.list
      for place in run { numbers[Int(order[place])] = UInt32(entries.count) }
      let union = run.dropFirst().reduce(attributes.values[Int(first.attributes)]) {
        let next = additions[Int(order[$1])].attributes
        return next == first.attributes ? $0 : $0.union(attributes.values[Int(next)])
      }
      entries.append(id: idBytes[first.idStart..<first.idStart + first.idCount], union)
    }
    return (entries, numbers)
  }

  private func list(_ number: UInt32) -> IndexList {
    let name = lists.values[Int(number)]
    return descriptions[name] ?? IndexList(name: String(decoding: name, as: UTF8.self))
  }

  /// Numbers of additions by list name, then id, in byte order.
  private func additionsInOrder() -> [UInt32] {
    let ranks = lists.ranks
    let skipped = commonPrefixCount()
    var keyed = additions.indices.map {
      KeyedIndex(key: key(of: additions[$0], skipping: skipped), index: UInt32($0))
    }
    sortByKey(&keyed)
    for index in keyed.indices {
      keyed[index].key = UInt64(ranks[Int(additions[Int(keyed[index].index)].list)])
    }
    sortByKey(&keyed)
    var order = keyed.map(\.index)
    let ties = Runs(in: 0..<order.count) { [order] a, b in
      let (a, b) = (additions[Int(order[a])], additions[Int(order[b])])
      return a.list == b.list && key(of: a, skipping: skipped) == key(of: b, skipping: skipped)
    }.filter { $0.count > 1 }
    for run in ties { order[run].sort { compareIDs($0, $1) != 0 ? compareIDs($0, $1) < 0 : $0 < $1 } }
    return order
  }

  private func isSameEntry(_ a: UInt32, _ b: UInt32) -> Bool {
    additions[Int(a)].list == additions[Int(b)].list && compareIDs(a, b) == 0
  }

  /// Byte order of two additions' ids: below, equal to or above 0.
  private func compareIDs(_ a: UInt32, _ b: UInt32) -> Int {
    let (a, b) = (additions[Int(a)], additions[Int(b)])
    for index in 0..<min(a.idCount, b.idCount) {
      let difference = Int(idBytes[a.idStart + index]) - Int(idBytes[b.idStart + index])
      if difference != 0 { return difference }
    }
    return a.idCount - b.idCount
  }

  /// How many bytes all ids start with in common.
  private func commonPrefixCount() -> Int {
    guard let first = additions.first else { return 0 }
    var common = first.idCount
    for addition in additions where common > 0 {
      var same = 0
      while same < min(common, addition.idCount),
        idBytes[addition.idStart + same] == idBytes[first.idStart + same]
      { same += 1 }
      common = same
    }
    return common
  }

  /// Eight bytes of the id behind the prefix, the first most significant: its order is
  /// the ids' as far as it tells.
  private func key(of addition: Addition, skipping prefix: Int) -> UInt64 {
    var key: UInt64 = 0
    for index in prefix..<prefix + 8 {
      key = key << 8 | (index < addition.idCount ? UInt64(idBytes[addition.idStart + index]) : 0)
    }
    return key
  }
}
