import HashCore
import Kernels

/// Arranges distinct hashes as a BK-tree with wide nodes and bucketed leaves.
///
/// A run of rows is sorted by distance to a pivot taken from it and cut into up to eight children at changes
/// of distance; runs of at most `leafRowCountMax` stay leaves, to be scanned. Same hashes in, same tree out.
struct TreeBuilder {
  static let leafRowCountMax = 512
  static let depthMax = 64

  private(set) var hashes: [PDQHash]
  /// The row of the input that stands at each place.
  private(set) var order: [UInt32]
  private(set) var nodes: [TreeNode] = []
  private var spareHashes: [PDQHash]
  private var spareOrder: [UInt32]
  private var distances: [UInt16]
  private var places: [UInt32]
  private let kernels: KernelTable

  static func build(_ hashes: [PDQHash], _ kernels: KernelTable) -> TreeBuilder {
    var builder = TreeBuilder(hashes, kernels)
    _ = builder.node(of: 0..<hashes.count, depth: 0)
    return builder
  }

  private init(_ hashes: [PDQHash], _ kernels: KernelTable) {
    self.hashes = hashes
    self.kernels = kernels
    order = hashes.indices.map { UInt32($0) }
    spareHashes = hashes
    spareOrder = order
    places = order
    distances = [UInt16](repeating: 0, count: hashes.count)
  }

  /// The number of a new node for these rows; 0 where they stay a leaf (the root is
  /// never asked for as a child).
  private mutating func node(of rows: Range<Int>, depth: Int) -> Int {
    guard rows.count > Self.leafRowCountMax, depth < Self.depthMax else { return 0 }
    let pivot = hashes[rows.lowerBound + rows.count / 2]
    let cuts = sortByDistance(rows, to: pivot)
    guard cuts.count > 1, cuts.allSatisfy({ $0.rows.count * 10 < rows.count * 9 }) else { return 0 }
    let number = nodes.count
    nodes.append(TreeNode(pivot: pivot, rows: rows, children: cuts))
    for child in cuts.indices {
      nodes[number].children[child].node = node(of: cuts[child].rows, depth: depth + 1)
    }
    return number
  }

  /// Sorts a run by distance, equal distances staying in their order, and cuts it
  /// into children of similar size.
  private mutating func sortByDistance(_ rows: Range<Int>, to pivot: PDQHash) -> [TreeNode.Child] {
    measure(rows, to: pivot)
    var counts = [Int](repeating: 0, count: 257)
    for row in rows { counts[Int(distances[row])] += 1 }
    let cuts = Self.cuts(counts, rows)
    var next = rows.lowerBound
    for distance in counts.indices { (counts[distance], next) = (next, next + counts[distance]) }
    distribute(rows, from: &counts)
    return cuts
  }

  /// Moves each row to the next place of its distance.
  private mutating func distribute(_ rows: Range<Int>, from next: inout [Int]) {
    for row in rows {
      let distance = Int(distances[row])
      places[row] = UInt32(next[distance])
      next[distance] += 1
    }
    Self.move(rows, to: places, &hashes, &spareHashes)
    Self.move(rows, to: places, &order, &spareOrder)
  }

  private static func move<Item: BitwiseCopyable>(
    _ rows: Range<Int>, to places: [UInt32], _ items: inout [Item], _ spare: inout [Item]
  ) {
    var items = items.mutableSpan
    var spare = spare.mutableSpan
    let places = places.span
    for row in rows { spare[Int(places[row])] = items[row] }
    for row in rows { items[row] = spare[row] }
  }

  private mutating func measure(_ rows: Range<Int>, to pivot: PDQHash) {
    let (kernels, hashes) = (kernels, hashes)
    // SAFETY: a hash is its 32 bytes.
    let bytes = unsafe hashes.span.extracting(rows).bytes
    var out = distances.mutableSpan
    var run = out._mutatingExtracting(rows)
    kernels.hamming.distances(from: pivot.words, to: bytes, into: &run)
  }

  /// Up to eight children from the number of rows at each distance.
  private static func cuts(_ counts: [Int], _ rows: Range<Int>) -> [TreeNode.Child] {
    var children: [TreeNode.Child] = []
    var (start, end, lowest) = (rows.lowerBound, rows.lowerBound, -1)
    for distance in counts.indices where counts[distance] > 0 {
      if lowest < 0 { lowest = distance }
      end += counts[distance]
      let left = TreeNode.childCountMax - children.count
      guard (end - start) * left >= rows.upperBound - start || end == rows.upperBound else { continue }
      children.append(TreeNode.Child(distances: lowest...distance, node: 0, rows: start..<end))
      (start, lowest) = (end, -1)
    }
    return children
  }
}
