import HashCore
import Kernels

/// Walks the mapped BK-tree: visits the leaves that can hold a hash within the radius, nearest first, and
/// scans them.
///
/// By the triangle inequality a row at distance x from a pivot that lies at distance p from the query is at
/// least
/// |p - x| from the query; a child none of whose distances comes within the radius is skipped.
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

  /// Calls `body` with (row, distance) for each row within the radius; `body` returns the radius from there
  /// on, which may shrink, or a negative number to stop.
  mutating func run(hashes: RawSpan, nodes: RawSpan, radius: Int, _ body: (Int, Int) -> Int) {
    var radius = radius
    while let step = steps.popLast(), radius >= 0 {
      if step.distanceMin > radius { continue }
      if step.depth > 0 && step.node == 0 {
        _ = scan.forEachRow(of: step.rows, in: hashes, within: radius) { row, distance in
          if distance <= radius { radius = body(row, distance) }
          return radius >= 0
        }
      } else {
        push(childrenOf: step, nodes, radius)
      }
    }
  }

  /// Farthest first, so that the nearest is taken next.
  ///
  /// A damaged file cannot lead astray: children are cut to what is left of the parent's rows, which are rows
  /// of the file, so each row is scanned at most once; a child that is a node has a larger number than its
  /// parent and depth is bounded, so the walk ends.
  private mutating func push(childrenOf step: Step, _ nodes: RawSpan, _ radius: Int) {
    let node = nodes.extracting(TreeNode.byteCount * step.node..<TreeNode.byteCount * (step.node + 1))
    let toPivot = query.distance(to: node.hash(at: 0))
    let first = steps.count
    var next = step.rows.lowerBound
    for child in 0..<min(TreeNode.childCountMax, Int(node.u32(at: 40))) {
      let at = TreeNode.childrenOffset + TreeNode.childByteCount * child
      let (nearest, farthest) = (Int(node.u16(at: at)), Int(node.u16(at: at + 2)))
      let start = max(next, Int(node.u32(at: at + 8)))
      let end = min(step.rows.upperBound, Int(node.u32(at: at + 8)) + Int(node.u32(at: at + 12)))
      guard start < end else { continue }
      next = end
      let number = Int(node.u32(at: at + 4))
      guard number == 0 || (number > step.node && number < nodeCount && step.depth < TreeBuilder.depthMax)
      else { continue }
      let distanceMin = max(0, nearest - toPivot, toPivot - farthest)
      guard distanceMin <= radius else { continue }
      steps.append(Step(distanceMin: distanceMin, node: number, rows: start..<end, depth: step.depth + 1))
    }
    steps[first...].sort { $0.distanceMin > $1.distanceMin }
  }
}
