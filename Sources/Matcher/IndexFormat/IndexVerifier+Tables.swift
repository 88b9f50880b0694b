import Glibc
import HashCore
import Kernels

extension IndexVerifier {
  /// Every node's children share out its rows, in order, and each row lies as far from
  /// the pivot as its child says.
  func checkTree() throws(IndexError) {
    let nodes = index.bytes(index.places[.treeNodes])
    var rowsOfNode = [0..<index.hashCount]
    for number in 0..<index.header.treeNodeCount {
      let node = MappedTreeNode(nodes, number: number)
      let rows = node.rows
      guard number < rowsOfNode.count, rowsOfNode[number] == rows else {
        throw failure(.structure, "tree node \(number) to hold the rows of its parent's child", "\(rows)")
      }
      var next = rows.lowerBound
      for place in 0..<node.childCount {
        let child = node.child(place)
        guard child.rows.lowerBound == next, !child.rows.isEmpty, child.rows.upperBound <= rows.upperBound
        else {
          throw failure(.structure, "child \(place) of node \(number) from row \(next)", "\(child.rows)")
        }
        try check(child, of: number, pivot: node.pivot, &rowsOfNode)
        next = child.rows.upperBound
      }
      guard next == rows.upperBound else {
        throw failure(.structure, "children of node \(number) up to row \(rows.upperBound)", "\(next)")
      }
    }
    guard rowsOfNode.count == max(1, index.header.treeNodeCount) else {
      throw failure(.structure, "\(index.header.treeNodeCount) tree nodes", "\(rowsOfNode.count)")
    }
  }

  /// Distances as the child says, and a node that exists. Nodes are numbered depth first, so a child's rows
  /// may be asked for later.
  private func check(
    _ child: MappedTreeNode.Child, of number: Int, pivot: PDQHash, _ rowsOfNode: inout [Range<Int>]
  ) throws(IndexError) {
    let hashes = index.bytes(index.places.hashes)
    for row in child.rows {
      let distance = pivot.distance(to: hashes.hash(ofRow: row))
      guard child.nearest <= distance, distance <= child.farthest else {
        throw failure(
          .structure, "rows \(child.nearest)...\(child.farthest) bits from the pivot of node \(number)",
          "\(distance)")
      }
    }
    guard child.node > 0 else { return }
    guard child.node > number, child.node < index.header.treeNodeCount else {
      throw failure(.structure, "a child of node \(number) behind it", "node \(child.node)")
    }
    while rowsOfNode.count <= child.node { rowsOfNode.append(0..<0) }
    rowsOfNode[child.node] = child.rows
  }

  /// The ring tables are those of the hashes: each is built again and compared byte by byte.
  func checkRing() throws(IndexError) {
    guard let shape = index.header.ring else { return }
    let builder = RingTableBuilder(rows: index.bytes(index.places.hashes), chunkWidth: shape.chunkWidth)
    var (bucketsAt, rowsAt, overflowAt, heavyAt) = (0, 0, 0, 0)
    var allSizes: [[UInt32]] = []
    for chunk in 0..<shape.chunkCount {
      let sizes = builder.bucketSizes(chunk: chunk)
      allSizes.append(sizes)
      let table = builder.table(shape, chunk: chunk, sizes: sizes, overflowStart: overflowAt / 2)
      try compare(.ringBuckets, &bucketsAt, table.buckets)
      try compare(.ringRows, &rowsAt, table.numbers)
      try compare(.ringOverflow, &overflowAt, table.overflow)
    }
    try compare(.ringRows, &rowsAt, RingShape.rowsPadding)
    try compare(.ringHeavy, &heavyAt, HeavyBuckets.bits(ofBucketSizes: allSizes, shape))
    for (kind, end) in [(IndexSection.Kind.ringOverflow, overflowAt), (.ringHeavy, heavyAt)] {
      guard end == index.places[kind].count else {
        throw failure(.structure, "\(end) bytes in section \(kind.rawValue)", "\(index.places[kind].count)")
      }
    }
  }

  private func compare(
    _ kind: IndexSection.Kind, _ place: inout Int, _ expected: [some BitwiseCopyable]
  ) throws(IndexError) {
    // SAFETY: the elements are plain numbers without padding.
    let expected = unsafe expected.span.bytes
    let section = index.bytes(index.places[kind])
    let end = place + expected.byteCount
    guard end <= section.byteCount, areEqual(section.extracting(place..<end), expected) else {
      throw failure(
        .structure, "section \(kind.rawValue) made of the hashes", "another byte from \(place) on")
    }
    place = end
  }

  private func areEqual(_ a: RawSpan, _ b: RawSpan) -> Bool {
    // SAFETY: memory that both spans hold, compared for the length of the call.
    unsafe a.withUnsafeBytes { a in
      unsafe b.withUnsafeBytes { b in
        guard let first = a.baseAddress, let second = b.baseAddress else { return a.count == b.count }
        return unsafe a.count == b.count && memcmp(first, second, a.count) == 0
      }
    }
  }
}
