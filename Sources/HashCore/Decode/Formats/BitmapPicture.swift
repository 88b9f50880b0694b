/// The rows of a bitmap, from the top: RGB, with alpha where a mask or the pixels give it.
///
/// Rows of the file are read where they stand. Runs are undone first, into a plane of indices.
struct BitmapPicture {
  let header: BitmapHeader
  /// Of the rows, in the file.
  private let pixels: Int
  /// Of the rows of an icon's mask; `nil` where there is none.
  private let mask: Int?
  /// Where the pixels are coded in runs.
  private var runs: BitmapRuns?
  private var line: [UInt8] = []
  private var nextRow = 0
  private var missingCount = 0
  private var warningCount = 0

  /// What stands in rows that the file has not: what libjpeg shows for missing blocks.
  private static let missingSample: UInt8 = 128

  /// - Parameter hasMask: whether rows of one bit a pixel follow, set where the picture is transparent.
  init(_ header: BitmapHeader, pixels: Int, hasMask: Bool) {
    self.header = header
    self.pixels = pixels
    // An icon of 32 bits has its alpha in the fourth byte.
    mask = hasMask && header.bitCount < 32 ? pixels + header.height * header.rowByteCount : nil
    let hasAlpha = mask != nil || (header.masks.last ?? 0) != 0
    shape = RowShape(width: header.width, height: header.height, channelCount: hasAlpha ? 4 : 3)
  }

  let shape: RowShape

  /// Just beyond the last row; where the pixels are coded in runs, the end of the file.
  func end(in bytes: RawSpan) -> Int {
    guard header.coding == .rows else { return bytes.byteCount }
    let rowsEnd = pixels + header.height * header.rowByteCount
    return mask == nil ? rowsEnd : rowsEnd + header.height * maskRowByteCount
  }

  /// Held beside the rows that are given away.
  var heldByteCount: Int { header.coding == .rows ? 0 : header.width * header.height }

  /// - Throws: where not one row is there.
  mutating func start(_ bytes: RawSpan) throws(DecodeError) {
    (nextRow, missingCount, warningCount) = (0, 0, 0)
    let hasRows: Bool
    if header.coding == .rows {
      hasRows = (0..<header.height).contains { isPresent(row: $0, bytes) }
    } else {
      let undone = BitmapRuns(bytes.extracting(min(pixels, bytes.byteCount)...), header)
      hasRows = undone.rowCount > 0
      warningCount += undone.runsOverEdge ? 1 : 0
      runs = undone
    }
    guard hasRows else {
      throw DecodeError(.truncated(expected: "rows of a bitmap", found: "the end of the file"))
    }
  }

  /// Writes the next rows, as many as there is room for; returns how many.
  mutating func read(
    of bytes: RawSpan, into rows: inout [UInt8], rowOffset: Int, rowCapacity: Int
  ) -> Int {
    let count = min(rowCapacity, shape.height - nextRow)
    for number in 0..<count {
      read(nextRow + number, of: bytes, into: &rows, at: (rowOffset + number) * shape.rowByteCount)
    }
    nextRow += count
    return count
  }

  /// Writes the row `y`, counted from the top.
  private mutating func read(_ y: Int, of bytes: RawSpan, into rows: inout [UInt8], at start: Int) {
    let row = header.isTopDown ? y : header.height - 1 - y
    guard isPresent(row: row, bytes) else {
      missingCount += 1
      for place in start..<start + shape.rowByteCount { rows[place] = Self.missingSample }
      return
    }
    if runs == nil {
      load(pixels + row * header.rowByteCount, header.rowPixelByteCount, of: bytes)
    }
    switch header.bitCount {
    case 1, 2, 4, 8: readIndices(row, &rows, start)
    case 24 where header.masks == [0xFF0000, 0xFF00, 0xFF, 0]: readBytes(3, &rows, start)
    case 32 where header.masks == [0xFF0000, 0xFF00, 0xFF, 0]: readBytes(4, &rows, start)
    default: readMasked(&rows, start)
    }
    if let mask { readMask(mask + row * maskRowByteCount, of: bytes, &rows, start) }
  }

  func finish() -> PictureCondition {
    PictureCondition(
      warningCount: warningCount + (missingCount > 0 ? 1 : 0), isTruncated: missingCount > 0)
  }

  private func isPresent(row: Int, _ bytes: RawSpan) -> Bool {
    if let runs { return row < runs.rowCount }
    return pixels + row * header.rowByteCount + header.rowPixelByteCount <= bytes.byteCount
  }

  private mutating func load(_ place: Int, _ byteCount: Int, of bytes: RawSpan) {
    line.removeAll(keepingCapacity: true)
    line.append(bytes, place..<place + byteCount)
  }

  /// Indices beyond the colours stand for black, as in Pillow.
  private func readIndices(_ row: Int, _ rows: inout [UInt8], _ start: Int) {
    let (bitCount, palette) = (header.bitCount, header.palette)
    let perByte = 8 / bitCount
    let lowBits = UInt8(truncatingIfNeeded: (1 << bitCount) - 1)
    var place = start
    for x in 0..<header.width {
      let index: UInt8
      if let runs {
        index = runs.indices[row * header.width + x]
      } else if bitCount == 8 {
        index = line[x]
      } else {
        index = line[x / perByte] >> UInt8((perByte - 1 - x % perByte) * bitCount) & lowBits
      }
      let colour = 3 * Int(index)
      let isThere = colour + 2 < palette.count
      for channel in 0..<3 { rows[place + channel] = isThere ? palette[colour + channel] : 0 }
      place += shape.channelCount
    }
  }

  /// Blue, green, red, and what does not count.
  private func readBytes(_ pixelByteCount: Int, _ rows: inout [UInt8], _ start: Int) {
    var (from, place) = (0, start)
    for _ in 0..<header.width {
      rows[place] = line[from + 2]
      rows[place + 1] = line[from + 1]
      rows[place + 2] = line[from]
      from += pixelByteCount
      place += shape.channelCount
    }
  }

  private func readMasked(_ rows: inout [UInt8], _ start: Int) {
    let channels = header.masks.prefix(shape.channelCount).map(BitmapChannel.init)
    let pixelByteCount = header.bitCount / 8
    var (from, place) = (0, start)
    for _ in 0..<header.width {
      let pixel = (0..<pixelByteCount).reduce(UInt32(0)) { $0 | UInt32(line[from + $1]) << UInt32(8 * $1) }
      for (number, channel) in channels.enumerated() where header.masks[3] != 0 || number < 3 {
        rows[place + number] = channel.sample(pixel)
      }
      from += pixelByteCount
      place += shape.channelCount
    }
  }

  private var maskRowByteCount: Int { (header.width + 31) / 32 * 4 }

  /// A mask that is not there hides nothing.
  private func readMask(_ place: Int, of bytes: RawSpan, _ rows: inout [UInt8], _ start: Int) {
    for x in 0..<header.width {
      let bits = bytes.byte(at: place + x / 8) ?? 0
      rows[start + x * 4 + 3] = bits >> UInt8(7 - x % 8) & 1 == 0 ? 255 : 0
    }
  }
}

/// One channel of pixels whose bits a mask names, brought to 8 bits: rounded down, as in Pillow.
private struct BitmapChannel {
  private let mask: UInt32
  private let shift: UInt32
  private let max: UInt64

  init(_ mask: UInt32) {
    self.mask = mask
    shift = mask == 0 ? 0 : UInt32(mask.trailingZeroBitCount)
    max = UInt64(mask >> shift)
  }

  func sample(_ pixel: UInt32) -> UInt8 {
    max == 0 ? 0 : UInt8(truncatingIfNeeded: UInt64((pixel & mask) >> shift) * 255 / max)
  }
}
