import HashCore
import Kernels

/// Walks the mapped BK-tree: visits the leaves that can hold a hash within the threshold,
/// nearest first, and scans them.
///
/// By the triangle inequality a row at distance x from a pivot that lies at distance p from the query is at
/// least |p - x| from the query; a child none of whose distances comes within the threshold is skipped.
struct TreeWalk {
  private struct Step {
    /// Rows of this child are at least this far from the query.
    var distanceMin: Int
    /// 0: a leaf.
    var node: Int
    var rows: Range<Int>
    var depth: Int
  }

  private let query: PDQHash
  private let kernels: KernelTable
  private let nodeCount: Int
  private var scan: RowScan
  private var steps: [Step] = []

  init(_ query: PDQHash, _ header: IndexHeader, _ kernels: KernelTable) {
    self.query = query
    self.kernels = kernels
    nodeCount = header.treeNodeCount
    scan = RowScan(query, kernels)
    let rows = 0..<header.hashCount
    // The root is node 0, which as a child would mean a leaf: depth 0 tells them apart.
    steps = [Step(distanceMin: 0, node: 0, rows: rows, depth: header.treeNodeCount > 0 ? 0 : 1)]
  }

  /// Calls `body` with (row, distance) for each row within the threshold; `body` returns the threshold from
  /// there on, which may shrink, or a negative number to stop.
  mutating func run(hashes: RawSpan, nodes: RawSpan, distanceMax: Int, _ body: (Int, Int) -> Int) {
    var distanceMax = distanceMax
    while let step = steps.popLast(), distanceMax >= 0 {
      if step.distanceMin > distanceMax { continue }
      if step.depth > 0 && step.node == 0 {
        _ = scan.forEachRow(of: step.rows, in: hashes, within: distanceMax) { row, distance in
          if distance <= distanceMax { distanceMax = body(row, distance) }
          return distanceMax >= 0
        }
      } else {
        push(childrenOf: step, nodes, distanceMax)
      }
    }
  }

  /// Farthest first, so that the nearest is taken next.
  ///
  /// A damaged file cannot lead astray: children are cut to what is left of the parent's rows, which are rows
  /// of the file, so each row is scanned at most once; a child that is a node has a larger number than its
  /// parent and depth is bounded, so the walk ends.
  private mutating func push(childrenOf step: Step, _ nodes: RawSpan, _ distanceMax: Int) {
    let node = MappedTreeNode(nodes, number: step.node)
    let toPivot = query.distance(to: node.pivot)
    let first = steps.count
    var next = step.rows.lowerBound
    for place in 0..<node.childCount {
      let child = node.child(place)
      let start = max(next, child.rows.lowerBound)
      let end = min(step.rows.upperBound, child.rows.upperBound)
      guard start < end else { continue }
      next = end
      guard child.node == 0 || isNode(child.node, below: step) else { continue }
      let distanceMin = max(0, child.nearest - toPivot, toPivot - child.farthest)
      guard distanceMin <= distanceMax else { continue }
      steps.append(
        Step(distanceMin: distanceMin, node: child.node, rows: start..<end, depth: step.depth + 1))
    }
    steps[first...].sort { $0.distanceMin > $1.distanceMin }
  }

  private func isNode(_ number: Int, below step: Step) -> Bool {
    number > step.node && number < nodeCount && step.depth < TreeBuilder.depthMax
  }
}
