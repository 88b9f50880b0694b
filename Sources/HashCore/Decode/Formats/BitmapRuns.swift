/// Pixels of 4 or 8 bits that are coded in runs (RLE4, RLE8): indices, in the order in which rows stand in
/// the file. What is skipped, and what stands behind the end of the bitmap, has the index 0.
struct BitmapRuns {
  private(set) var indices: [UInt8]
  /// Rows that are there; all, where the end of the bitmap was come to.
  private(set) var rowCount = 0
  /// Whether pixels were left out that do not lie on their row.
  private(set) var runsOverEdge = false
  private let width: Int
  private let isNibbles: Bool
  private var place = 0
  private var x = 0

  /// - Complexity: linear in the bytes and the pixels.
  init(_ bytes: RawSpan, _ header: BitmapHeader) {
    indices = [UInt8](repeating: 0, count: header.width * header.height)
    width = header.width
    isNibbles = header.coding == .runsOf4
    var offset = 0
    var hasEnded = false
    while place < indices.count, !hasEnded, let count = bytes.byte(at: offset),
      let value = bytes.byte(at: offset + 1)
    {
      offset += 2
      switch (count, value) {
      case (0, 0): endLine()
      case (0, 1): hasEnded = true
      case (0, 2): skip(bytes, &offset)
      case (0, _): copy(Int(value), bytes, &offset)
      default: run(Int(count), value)
      }
    }
    rowCount = hasEnded || place >= indices.count ? header.height : place / width
  }

  private mutating func endLine() {
    // A row that ended at its edge is over already.
    if x < width { place = min(indices.count, place + width - place % width) }
    x = 0
  }

  private mutating func skip(_ bytes: RawSpan, _ offset: inout Int) {
    guard let right = bytes.byte(at: offset), let down = bytes.byte(at: offset + 1) else {
      offset = bytes.byteCount
      return
    }
    offset += 2
    place = min(indices.count, place + Int(right) + Int(down) * width)
    x = place % width
  }

  private mutating func run(_ count: Int, _ value: UInt8) {
    let inside = min(count, max(0, width - x), indices.count - place)
    runsOverEdge = runsOverEdge || inside < count
    for number in 0..<inside { indices[place + number] = index(number, of: value) }
    place += inside
    x += inside
  }

  /// Pixels that stand as they are, padded to two bytes.
  private mutating func copy(_ count: Int, _ bytes: RawSpan, _ offset: inout Int) {
    let byteCount = isNibbles ? (count + 1) / 2 : count
    for number in 0..<min(count, indices.count - place) {
      guard let value = bytes.byte(at: offset + (isNibbles ? number / 2 : number)) else {
        offset = bytes.byteCount
        return
      }
      indices[place] = index(number, of: value)
      place += 1
    }
    x += count
    offset += byteCount + byteCount % 2
  }

  /// Of 4 bits the high ones come first.
  private func index(_ number: Int, of value: UInt8) -> UInt8 {
    isNibbles ? (number % 2 == 0 ? value >> 4 : value & 15) : value
  }
}
