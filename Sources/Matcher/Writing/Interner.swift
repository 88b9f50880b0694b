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
