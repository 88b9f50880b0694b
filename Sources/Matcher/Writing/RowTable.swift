import HashCore
import Kernels

/// The distinct hashes of an index in row order, and the entries of each.
struct RowTable {
  /// Each distinct hash once, in the order of the BK-tree's leaves.
  let hashes: [PDQHash]
  let nodes: [TreeNode]
  /// Where each row's references start, and their end.
  let referenceOffsets: [UInt32]
  /// Entry numbers, ascending for each row, each once.
  let references: [UInt32]

  /// `entries[i]` is the entry number of `hashes[i]`. O(n log n).
  init(hashes: [PDQHash], entries: [UInt32], _ kernels: KernelTable) {
    let order = Self.ordered(hashes, entries)
    var distinct: [PDQHash] = []
    var runs: [Range<Int>] = []
    forEachRun(in: 0..<order.count, where: { hashes[Int(order[$0])] == hashes[Int(order[$1])] }) { run in
      distinct.append(hashes[Int(order[run.lowerBound])])
      runs.append(run)
    }
    let tree = TreeBuilder.build(distinct, kernels)
    var offsets: [UInt32] = [0]
    offsets.reserveCapacity(distinct.count + 1)
    var references: [UInt32] = []
    references.reserveCapacity(order.count)
    for row in tree.order {
      var previous: UInt32?
      for place in runs[Int(row)] {
        let entry = entries[Int(order[place])]
        if entry != previous { references.append(entry) }
        previous = entry
      }
      offsets.append(UInt32(references.count))
    }
    self.hashes = tree.hashes
    self.nodes = tree.nodes
    self.referenceOffsets = offsets
    self.references = references
  }

  /// The indices of `hashes` by hash, then entry.
  private static func ordered(_ hashes: [PDQHash], _ entries: [UInt32]) -> [UInt32] {
    var keyed = hashes.indices.map { KeyedIndex(key: hashes[$0].words.3, index: UInt32($0)) }
    sortByKey(&keyed)
    var ties: [Range<Int>] = []
    forEachRun(in: 0..<keyed.count, where: { keyed[$0].key == keyed[$1].key }) {
      if $0.count > 1 { ties.append($0) }
    }
    for run in ties {
      keyed[run].sort {
        let (a, b) = (Int($0.index), Int($1.index))
        return hashes[a] != hashes[b] ? hashes[a] < hashes[b] : entries[a] < entries[b]
      }
    }
    return keyed.map(\.index)
  }
}
