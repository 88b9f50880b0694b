import HashCore

/// An inner node of the BK-tree, as it stands in the file: 176 bytes.
///
///        0  pivot (32)    32  first row u32   36  row count u32   40  child count u32   44  zero u32
///       48  8 x child: smallest and largest distance to the pivot u16 u16, node u32 (0: a leaf),
///           first row u32, row count u32
///
/// A node's rows are one run, its children's runs follow one another in it, and a child that is a node has a
/// larger number than its parent. Node 0 is the root and holds all rows.
struct TreeNode {
  static let byteCount = 176
  static let childCountMax = 8
  static let childrenOffset = 48
  static let childByteCount = 16

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
    let start = bytes.count
    for word in [pivot.words.0, pivot.words.1, pivot.words.2, pivot.words.3] {
      bytes.append(littleEndian: word)
    }
    for number in [rows.lowerBound, rows.count, children.count, 0] {
      bytes.append(littleEndian: UInt32(number))
    }
    for child in children {
      bytes.append(littleEndian: UInt16(child.distances.lowerBound))
      bytes.append(littleEndian: UInt16(child.distances.upperBound))
      for number in [child.node, child.rows.lowerBound, child.rows.count] {
        bytes.append(littleEndian: UInt32(number))
      }
    }
    bytes.append(contentsOf: repeatElement(0, count: start + Self.byteCount - bytes.count))
  }
}

extension RawSpan {
  /// The hash that stands at `offset`.
  func hash(at offset: Int) -> PDQHash {
    PDQHash(words: (u64(at: offset), u64(at: offset + 8), u64(at: offset + 16), u64(at: offset + 24)))
  }
}
