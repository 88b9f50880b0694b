/// The (list, id, labels, state) of what was added, and the numbering of entries made from them.
struct EntryTable: Sendable {
  private struct Record {
    var list: UInt32
    var attributes: UInt32
    var idStart: Int
    var idCount: Int
  }

  private var records: [Record] = []
  private var idBytes: [UInt8] = []
  private var lists = Interner<[UInt8]>()
  private var attributes = Interner<AttributeSet>()

  var recordCount: Int { records.count }

  /// Keeps one line's entry; returns its record number. O(id length).
  mutating func add(list: String, id: String, labels: [String], state: EntryState) -> UInt32 {
    let listNumber = lists.number(of: Array(list.utf8))
    let attributeNumber = attributes.number(
      of: AttributeSet(labels: labels.map { Array($0.utf8) }, state: state))
    let start = idBytes.count
    idBytes.append(contentsOf: id.utf8)
    records.append(
      Record(
        list: listNumber, attributes: attributeNumber, idStart: start, idCount: idBytes.count - start))
    return UInt32(records.count - 1)
  }

  /// Numbers the entries in byte order of (list, id). O(n).
  func numbered() -> NumberedEntries {
    let order = recordsInOrder()
    var result = NumberedEntries(recordCount: records.count)
    var sets = Interner<AttributeSet>()
    var previousList: UInt32?
    for run in Runs(in: 0..<order.count, where: { isSameEntry(order[$0], order[$1]) }) {
      let first = records[Int(order[run.lowerBound])]
      if first.list != previousList { result.beginList(lists.values[Int(first.list)]) }
      previousList = first.list
      for place in run { result.numbers[Int(order[place])] = UInt32(result.attributes.count) }
      let union = run.dropFirst().reduce(attributes.values[Int(first.attributes)]) {
        let next = records[Int(order[$1])].attributes
        return next == first.attributes ? $0 : $0.union(attributes.values[Int(next)])
      }
      result.append(id: idBytes[first.idStart..<first.idStart + first.idCount], sets.number(of: union))
    }
    result.attributeSets = sets.values
    return result
  }

  /// Record numbers by list name, then id, in byte order.
  private func recordsInOrder() -> [UInt32] {
    let ranks = lists.ranks
    let skipped = commonPrefixCount()
    var keyed = records.indices.map {
      KeyedIndex(key: key(of: records[$0], skipping: skipped), index: UInt32($0))
    }
    sortByKey(&keyed)
    for index in keyed.indices {
      keyed[index].key = UInt64(ranks[Int(records[Int(keyed[index].index)].list)])
    }
    sortByKey(&keyed)
    var order = keyed.map(\.index)
    let ties = Runs(in: 0..<order.count) { [order] a, b in
      let (a, b) = (records[Int(order[a])], records[Int(order[b])])
      return a.list == b.list && key(of: a, skipping: skipped) == key(of: b, skipping: skipped)
    }.filter { $0.count > 1 }
    for run in ties { order[run].sort { compareIDs($0, $1) != 0 ? compareIDs($0, $1) < 0 : $0 < $1 } }
    return order
  }

  private func isSameEntry(_ a: UInt32, _ b: UInt32) -> Bool {
    records[Int(a)].list == records[Int(b)].list && compareIDs(a, b) == 0
  }

  /// Byte order of two records' ids: below, equal to or above 0.
  private func compareIDs(_ a: UInt32, _ b: UInt32) -> Int {
    let (a, b) = (records[Int(a)], records[Int(b)])
    for index in 0..<min(a.idCount, b.idCount) {
      let difference = Int(idBytes[a.idStart + index]) - Int(idBytes[b.idStart + index])
      if difference != 0 { return difference }
    }
    return a.idCount - b.idCount
  }

  /// How many bytes all ids start with in common.
  private func commonPrefixCount() -> Int {
    guard let first = records.first else { return 0 }
    var common = first.idCount
    for record in records where common > 0 {
      var same = 0
      while same < min(common, record.idCount),
        idBytes[record.idStart + same] == idBytes[first.idStart + same]
      { same += 1 }
      common = same
    }
    return common
  }

  /// Eight bytes of the id behind the prefix, the first most significant: its order is the ids' as far as it
  /// tells.
  private func key(of record: Record, skipping prefix: Int) -> UInt64 {
    var key: UInt64 = 0
    for index in prefix..<prefix + 8 {
      key = key << 8 | (index < record.idCount ? UInt64(idBytes[record.idStart + index]) : 0)
    }
    return key
  }
}

/// What stands beside the id of an entry.
struct AttributeSet: Hashable, Sendable {
  /// Each once, in byte order.
  let labels: [[UInt8]]
  let state: EntryState

  init(labels: [[UInt8]], state: EntryState) {
    self.labels = labels.count < 2 ? labels : Array(Set(labels)).sorted(by: inByteOrder)
    self.state = state
  }

  /// All labels of both; the state that says more against the entry.
  func union(_ other: AttributeSet) -> AttributeSet {
    let states = EntryState.allCases
    let index = max(states.firstIndex(of: state)!, states.firstIndex(of: other.state)!)
    return AttributeSet(labels: labels + other.labels, state: states[index])
  }
}

/// Whether `a` stands before `b` byte by byte. Names are compared and told apart by the bytes of their UTF-8,
/// never by what Swift takes for the same text.
func inByteOrder(_ a: [UInt8], _ b: [UInt8]) -> Bool { a.lexicographicallyPrecedes(b) }

/// Numbers distinct values in the order in which they are first seen.
struct Interner<Value: Hashable & Sendable>: Sendable {
  private(set) var values: [Value] = []
  private var numbers: [Value: UInt32] = [:]
  private var last: UInt32?

  /// O(1); nothing is hashed where the value is the one asked for before.
  mutating func number(of value: Value) -> UInt32 {
    if let last, values[Int(last)] == value { return last }
    let number = numbers[value] ?? UInt32(values.count)
    if number == values.count {
      values.append(value)
      numbers[value] = number
    }
    last = number
    return number
  }
}

extension Interner<[UInt8]> {
  /// The place of each value in byte order.
  var ranks: [Int] {
    let order = values.indices.sorted { inByteOrder(values[$0], values[$1]) }
    var ranks = [Int](repeating: 0, count: values.count)
    for (rank, index) in order.enumerated() { ranks[index] = rank }
    return ranks
  }
}
