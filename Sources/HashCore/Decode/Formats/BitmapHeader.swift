/// What a Windows or OS/2 bitmap header says: BITMAPCOREHEADER (12 bytes), BITMAPINFOHEADER and what grew out
/// of it (40, 52, 56, 108, 124), and that of OS/2 2 (64). Offsets count from the start of the header.
struct BitmapHeader {
  let width: Int
  let height: Int
  /// Whether the first row that stands in the file is the topmost one.
  let isTopDown: Bool
  /// 1, 2, 4, 8, 16, 24 or 32.
  let bitCount: Int
  let coding: Coding
  /// Red, green, blue and alpha; only above 8 bits, an alpha of 0 where there is none.
  let masks: [UInt32]
  /// Just beyond the header, masks and colours.
  let end: Int
  /// RGB, as many colours as there are.
  let palette: [UInt8]

  enum Coding { case rows, runsOf8, runsOf4 }

  /// Largest width and height, so that no length of rows is beyond an integer.
  static let sideMax = 1_000_000
  /// Sizes of headers that are known.
  static let byteCounts = [12, 40, 52, 56, 64, 108, 124]

  /// - Parameters:
  ///   - isIcon: whether the height counts a mask of its own.
  ///   - pixels: where the rows begin, if that is known: the colours end there.
  init(_ bytes: RawSpan, isIcon: Bool, pixels: Int?) throws(DecodeError) {
    let fields = try BitmapFields(bytes)
    (width, bitCount) = (fields.width, fields.bitCount)
    isTopDown = fields.height < 0
    height = abs(fields.height) / (isIcon ? 2 : 1)
    guard width > 0, height > 0 else {
      throw DecodeError(.corrupt(expected: "sides of a bitmap", found: "\(width) x \(height)"))
    }
    guard max(width, height) <= Self.sideMax else {
      throw DecodeError(.tooLarge(what: "pixels a side", limit: Self.sideMax, found: max(width, height)))
    }
    coding = try Self.coding(fields)
    let maskEnd = fields.byteCount + fields.looseMaskCount * 4
    masks = try bitCount > 8 ? Self.masks(fields, bytes, isIcon: isIcon) : []
    let colourByteCount = fields.byteCount == 12 ? 3 : 4
    let colourCount = bitCount > 8 ? 0 : fields.colourCount > 0 ? fields.colourCount : 1 << bitCount
    guard colourCount <= 65_536 else {
      throw DecodeError(.corrupt(expected: "at most 65536 colours", found: "\(colourCount)"))
    }
    end = maskEnd + colourCount * colourByteCount
    let tableEnd = min(end, pixels.flatMap { $0 > maskEnd ? $0 : nil } ?? .max)
    palette = Self.colours(bytes, maskEnd..<tableEnd, by: colourByteCount, countMax: 1 << min(bitCount, 8))
  }

  /// Bytes of a row, padded to four.
  var rowByteCount: Int { (width * bitCount + 31) / 32 * 4 }

  /// Bytes of a row that hold pixels.
  var rowPixelByteCount: Int { (width * bitCount + 7) / 8 }

  private static func coding(_ fields: BitmapFields) throws(DecodeError) -> Coding {
    switch (fields.compression, fields.bitCount) {
    case (0, 1), (0, 2), (0, 4), (0, 8), (0, 16), (0, 24), (0, 32): return .rows
    case (1, 8): return .runsOf8
    case (2, 4): return .runsOf4
    case (3, 16), (3, 24), (3, 32), (6, 16), (6, 32): if fields.byteCount != 64 { return .rows }
    default: break
    }
    throw DecodeError(
      .unsupportedFormat(
        found: "BMP of another kind: \(fields.bitCount) bits, compression \(fields.compression)",
        isPicture: true))
  }

  private static func masks(
    _ fields: BitmapFields, _ bytes: RawSpan, isIcon: Bool
  ) throws(DecodeError) -> [UInt32] {
    let colours: [UInt32] = fields.bitCount == 16 ? [0x7C00, 0x3E0, 0x1F] : [0xFF0000, 0xFF00, 0xFF]
    let alpha: UInt32 = fields.bitCount == 32 ? 0xFF00_0000 : 0
    guard fields.compression != 0 else { return colours + [isIcon ? alpha : 0] }
    let count = fields.compression == 6 || fields.byteCount >= 56 ? 4 : 3
    var masks: [UInt32] = []
    for number in 0..<count {
      guard let mask = bytes.integer(at: 40 + 4 * number, byteCount: 4, bigEndian: false) else {
        throw DecodeError(.truncated(expected: "masks of a bitmap", found: "the end of the file"))
      }
      masks.append(UInt32(mask))
    }
    masks += [UInt32](repeating: 0, count: 4 - count)
    // Some writers leave them out and mean these.
    return masks == [0, 0, 0, 0] ? colours + [alpha] : masks
  }

  /// Blue, green, red in the file. Colours that only count up are grays, also beyond their end.
  private static func colours(
    _ bytes: RawSpan, _ table: Range<Int>, by step: Int, countMax: Int
  ) -> [UInt8] {
    var colours: [UInt8] = []
    for place in stride(from: table.lowerBound, to: table.upperBound - 2, by: step)
    where colours.count < 3 * countMax {
      guard let blue = bytes.byte(at: place), let green = bytes.byte(at: place + 1),
        let red = bytes.byte(at: place + 2)
      else { break }
      colours += [red, green, blue]
    }
    let countsUp = countMax > 2 && colours.indices.allSatisfy { Int(colours[$0]) == $0 / 3 }
    return countsUp ? (0..<768).map { UInt8($0 / 3) } : colours
  }
}

/// The numbers of a bitmap header, as they stand.
private struct BitmapFields {
  let byteCount: Int
  let width: Int
  let height: Int
  let bitCount: Int
  let compression: Int
  let colourCount: Int

  init(_ bytes: RawSpan) throws(DecodeError) {
    func number(_ place: Int, _ byteCount: Int) -> Int {
      bytes.integer(at: place, byteCount: byteCount, bigEndian: false) ?? 0
    }
    guard bytes.byteCount >= 4 else {
      throw DecodeError(.truncated(expected: "a bitmap header", found: "\(bytes.byteCount) bytes"))
    }
    byteCount = number(0, 4)
    guard BitmapHeader.byteCounts.contains(byteCount) else {
      throw DecodeError(.corrupt(expected: "a bitmap header of a known size", found: "\(byteCount) bytes"))
    }
    guard byteCount <= bytes.byteCount else {
      let expected = "a bitmap header of \(byteCount) bytes"
      throw DecodeError(.truncated(expected: expected, found: "\(bytes.byteCount)"))
    }
    let isCore = byteCount == 12
    width = isCore ? number(4, 2) : Int(Int32(truncatingIfNeeded: number(4, 4)))
    height = isCore ? number(6, 2) : Int(Int32(truncatingIfNeeded: number(8, 4)))
    bitCount = isCore ? number(10, 2) : number(14, 2)
    compression = isCore ? 0 : number(16, 4)
    colourCount = isCore ? 0 : number(32, 4)
  }

  /// Masks that follow a header which has no room for them.
  var looseMaskCount: Int { byteCount != 40 ? 0 : compression == 3 ? 3 : compression == 6 ? 4 : 0 }
}
