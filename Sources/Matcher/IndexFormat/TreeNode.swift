import HashCore

/// An inner node of the BK-tree, as it is built.
///
/// A node's rows are one run, its children's runs follow one another in it, and a child that is a node has a
/// larger number than its parent. Node 0 is the root and holds all rows.
struct TreeNode {
  static let childCountMax = 8

  struct Child {
    /// Distances of its rows to the parent's pivot.
    var distances: ClosedRange<Int>
    /// Its node; 0 for a leaf.
    var node: Int
    var rows: Range<Int>
  }

  var pivot: PDQHash
  var rows: Range<Int>
  var children: [Child]

  /// Appends the bytes of this node.
  func encode(into bytes: inout [UInt8]) {
    let start = bytes.appendRow(TreeNodeLayout.self)
    bytes.put(pivot.bytes, TreeNodeLayout.pivot, from: start)
    bytes.put(UInt32(rows.lowerBound), TreeNodeLayout.firstRow, from: start)
    bytes.put(UInt32(rows.count), TreeNodeLayout.rowCount, from: start)
    bytes.put(UInt32(children.count), TreeNodeLayout.childCount, from: start)
    for (place, child) in children.enumerated() {
      let at = start + TreeNodeLayout.children.offset + TreeChildLayout.byteCount * place
      bytes.put(UInt16(child.distances.lowerBound), TreeChildLayout.nearest, from: at)
      bytes.put(UInt16(child.distances.upperBound), TreeChildLayout.farthest, from: at)
      bytes.put(UInt32(child.node), TreeChildLayout.node, from: at)
      bytes.put(UInt32(child.rows.lowerBound), TreeChildLayout.firstRow, from: at)
      bytes.put(UInt32(child.rows.count), TreeChildLayout.rowCount, from: at)
    }
  }
}

/// The bytes of a node.
enum TreeNodeLayout: ByteLayout {
  static let title = "Tree node"
  static let byteCount = 176
  static let pivot = BytesField("pivot", at: 0, byteCount: HashRow.byteCount)
  static let firstRow = NumberField<UInt32>("first row", at: 32)
  static let rowCount = NumberField<UInt32>("rows", at: 36)
  static let childCount = NumberField<UInt32>("children", at: 40)
  static let children = BytesField(
    "child table", at: 48, byteCount: TreeNode.childCountMax * TreeChildLayout.byteCount)

  static var fields: [any LayoutField] { [pivot, firstRow, rowCount, childCount, children] }
}

/// The bytes of a child in its parent's table.
enum TreeChildLayout: ByteLayout {
  static let title = "Child of a tree node"
  static let byteCount = 16
  static let nearest = NumberField<UInt16>("smallest distance", at: 0)
  static let farthest = NumberField<UInt16>("largest distance", at: 2)
  static let node = NumberField<UInt32>("node", at: 4)
  static let firstRow = NumberField<UInt32>("first row", at: 8)
  static let rowCount = NumberField<UInt32>("rows", at: 12)

  static var fields: [any LayoutField] { [nearest, farthest, node, firstRow, rowCount] }
}

/// A node as it stands in a file, unchecked: the walk clamps what it reads, the verifier checks it.
struct MappedTreeNode: ~Escapable {
  private let bytes: RawSpan

  /// - Precondition: `nodes`, the section of tree nodes, has more than `number` of them.
  @_lifetime(copy nodes)
  init(_ nodes: RawSpan, number: Int) {
    bytes = nodes.extracting(TreeNodeLayout.byteCount * number..<TreeNodeLayout.byteCount * (number + 1))
  }

  var pivot: PDQHash { bytes.hash(at: TreeNodeLayout.pivot.offset) }
  var rows: Range<Int> {
    let first = Int(bytes.number(TreeNodeLayout.firstRow))
    return first..<first + Int(bytes.number(TreeNodeLayout.rowCount))
  }
  var childCount: Int { min(TreeNode.childCountMax, Int(bytes.number(TreeNodeLayout.childCount))) }

  struct Child {
    let nearest, farthest, node: Int
    let rows: Range<Int>
  }

  /// - Precondition: `place` is below `TreeNode.childCountMax`.
  func child(_ place: Int) -> Child {
    let at = TreeNodeLayout.children.offset + TreeChildLayout.byteCount * place
    let first = Int(bytes.number(TreeChildLayout.firstRow, from: at))
    return Child(
      nearest: Int(bytes.number(TreeChildLayout.nearest, from: at)),
      farthest: Int(bytes.number(TreeChildLayout.farthest, from: at)),
      node: Int(bytes.number(TreeChildLayout.node, from: at)),
      rows: first..<first + Int(bytes.number(TreeChildLayout.rowCount, from: at)))
  }
}
