import HashCore
import Kernels

/// The distinct hashes of an index in row order, and which of the given hashes each row stands for.
struct HashOrder: Sendable {
  /// Each distinct hash once, in the order of the BK-tree's leaves.
  let hashes: [PDQHash]
  let nodes: [TreeNode]
  /// The run of equal hashes that each row is.
  private let runOfRow: [UInt32]
  /// Where each run starts in `order`, and the end.
  private let runStarts: [UInt32]
  /// The given hashes in ascending order.
  private let order: [KeyedIndex]

  /// O(n log n).
  init(_ given: [PDQHash], _ kernels: KernelTable) {
    order = Self.ascending(given)
    runStarts = Self.runStarts(order, given)
    let (order, runStarts) = (order, runStarts)
    let tree = TreeBuilder.build(runStarts.dropLast().map { given[Int(order[Int($0)].index)] }, kernels)
    hashes = tree.hashes
    nodes = tree.nodes
    runOfRow = tree.order
  }

  /// Where the given hashes that equal the row's stand in ascending order.
  func run(ofRow row: Int) -> Range<Int> {
    let run = Int(runOfRow[row])
    return Int(runStarts[run])..<Int(runStarts[run + 1])
  }

  /// What belongs to each given hash, in ascending order of the hashes.
  func arranged<Value>(_ values: [Value]) -> [Value] { order.map { values[Int($0.index)] } }

  /// The indices by hash. Keys are the highest 40 bits: enough to tell nearly all apart, in five passes.
  private static func ascending(_ given: [PDQHash]) -> [KeyedIndex] {
    var keyed = given.indices.map { KeyedIndex(key: given[$0].words.3 >> 24, index: UInt32($0)) }
    sortByKey(&keyed)
    let ties = Runs(in: 0..<keyed.count) { [keyed] in keyed[$0].key == keyed[$1].key }
      .filter { $0.count > 1 }
    for run in ties { keyed[run].sort { given[Int($0.index)] < given[Int($1.index)] } }
    return keyed
  }

  /// Where each run of equal hashes starts, and the end. Hashes are looked up only where keys are equal.
  private static func runStarts(_ order: [KeyedIndex], _ given: [PDQHash]) -> [UInt32] {
    var starts: [UInt32] = []
    starts.reserveCapacity(order.count + 1)
    for place in order.indices {
      let isSame =
        place > 0 && order[place - 1].key == order[place].key
        && given[Int(order[place - 1].index)] == given[Int(order[place].index)]
      if !isSame { starts.append(UInt32(place)) }
    }
    starts.append(UInt32(order.count))
    return starts
  }
}
