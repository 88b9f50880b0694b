import Glibc
import HashCore
import Kernels

extension IndexVerifier {
  /// Every node's children share out its rows, in order, and each row lies as far from the pivot as its child
  /// says.
  func checkTree() throws(IndexError) {
    let nodes = index.bytes(index.places[.treeNodes])
    var rowsOfNode = [0..<index.hashCount]
    for number in 0..<index.header.treeNodeCount {
      let node = nodes.extracting(TreeNode.byteCount * number..<TreeNode.byteCount * (number + 1))
      let first = Int(node.u32(at: 32))
      let rows = first..<first + Int(node.u32(at: 36))
      guard number < rowsOfNode.count, rowsOfNode[number] == rows else {
        throw failure(.structure, "tree node \(number) to hold the rows of its parent's child", "\(rows)")
      }
      var next = rows.lowerBound
      for child in 0..<min(TreeNode.childCountMax, Int(node.u32(at: 40))) {
        next = try checkChild(node, child, number, from: next, to: rows.upperBound, &rowsOfNode)
      }
      guard next == rows.upperBound else {
        throw failure(.structure, "children of node \(number) up to row \(rows.upperBound)", "\(next)")
      }
    }
    guard rowsOfNode.count == max(1, index.header.treeNodeCount) else {
      throw failure(.structure, "\(index.header.treeNodeCount) tree nodes", "\(rowsOfNode.count)")
    }
  }

  /// Returns where the child's rows end. Nodes are numbered depth first, so a child's rows may be asked for
  /// later.
  private func checkChild(
    _ node: RawSpan, _ child: Int, _ number: Int, from start: Int, to end: Int,
    _ rowsOfNode: inout [Range<Int>]
  ) throws(IndexError) -> Int {
    let at = TreeNode.childrenOffset + TreeNode.childByteCount * child
    let (nearest, farthest) = (Int(node.u16(at: at)), Int(node.u16(at: at + 2)))
    let (childNode, first) = (Int(node.u32(at: at + 4)), Int(node.u32(at: at + 8)))
    let last = first + Int(node.u32(at: at + 12))
    guard first == start, last > first, last <= end else {
      throw failure(.structure, "child \(child) of node \(number) from row \(start)", "\(first)..<\(last)")
    }
    let pivot = node.hash(at: 0)
    let hashes = index.bytes(index.places.hashes)
    for row in first..<last {
      let distance = pivot.distance(to: hashes.hash(at: 32 * row))
      guard nearest <= distance, distance <= farthest else {
        throw failure(
          .structure, "rows \(nearest)...\(farthest) bits from the pivot of node \(number)", "\(distance)")
      }
    }
    if childNode > 0 {
      guard childNode > number, childNode < index.header.treeNodeCount else {
        throw failure(.structure, "a child of node \(number) behind it", "node \(childNode)")
      }
      while rowsOfNode.count <= childNode { rowsOfNode.append(0..<0) }
      rowsOfNode[childNode] = first..<last
    }
    return last
  }

  /// The ring tables are those of the hashes: each is built again and compared byte by byte.
  func checkRing() throws(IndexError) {
    guard let shape = index.header.ring else { return }
    let builder = RingTableBuilder(rows: index.bytes(index.places.hashes), chunkWidth: shape.chunkWidth)
    let geometry = shape.geometry(rowCount: index.hashCount)
    var (bucketsAt, rowsAt, overflowAt) = (0, 0, 0)
    for chunk in 0..<shape.chunkCount {
      let sizes = builder.bucketSizes(chunk: chunk)
      let table = builder.table(geometry, chunk: chunk, sizes: sizes, overflowStart: overflowAt / 2)
      try compare(.ringBuckets, &bucketsAt, table.buckets)
      try compare(.ringRows, &rowsAt, table.numbers)
      try compare(.ringOverflow, &overflowAt, table.overflow)
    }
    guard overflowAt == index.places[.ringOverflow].count else {
      throw failure(.structure, "\(overflowAt) bytes of overflow", "\(index.places[.ringOverflow].count)")
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
