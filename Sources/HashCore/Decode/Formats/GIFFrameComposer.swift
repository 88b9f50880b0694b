import CImageCodecs

/// The images of a GIF, composed as Pillow does: what the first one leaves free has the colour of its
/// transparent index, cleared parts that of the transparent index or the background; all of it transparent.
///
/// giflib is given each image as a file of its own, written to memory.
///
/// SAFETY: nothing unsafe is kept here; the codec owns its handle.
@safe final class GIFFrameComposer: FrameComposer {
  /// Of the logical screen, and of the first image where that reaches beyond it.
  let width: Int
  let height: Int
  private let layout: GIFLayout
  // SAFETY: the new handle is given to the codec alone.
  private let codec = unsafe Codec(owning: matchd_gif_create(), of: GIFDecoder.format)
  private var rows: [UInt8] = []
  /// What has to be done before the next image is drawn.
  private var disposal: (samples: [UInt8], region: FrameCanvas.Region)?

  /// `nil` where the file has no images.
  init?(_ layout: GIFLayout) {
    guard let first = layout.images.first?.region else { return nil }
    self.layout = layout
    width = max(layout.width, first.x + first.width)
    height = max(layout.height, first.y + first.height)
  }

  var frameCount: Int { layout.images.count }

  /// The canvas, and what is to come back under an image.
  let heldByteCountPerPixel = 8

  func compose(
    _ number: Int, of bytes: RawSpan, on canvas: inout FrameCanvas
  ) throws(DecodeError) -> PictureCondition {
    let image = layout.images[number]
    let palette = GIFPalette(bytes, image.palette ?? layout.palette)
    let transparent = image.control.transparentIndex
    if let disposal { canvas.put(disposal.samples, in: disposal.region) }
    if number == 0 { canvas.fill(palette.colour(transparent ?? 0) + [0]) }
    let shown = visible(image.region)
    disposal = samples(after: image, number, palette, canvas, shown).map { ($0, shown) }
    let file = file(of: image, palette, bytes)
    let order = image.rowOrder
    // SAFETY: single bytes have no padding.
    return try codec.readRows(of: unsafe file.span.bytes, in: &rows) { (header) throws(DecodeError) in
      try check(header, image)
    } _: { row, y, hasAlpha in
      guard order[y] < shown.height else { return }
      let pixels = row.extracting(0..<shown.width * (hasAlpha ? 4 : 3))
      canvas.draw(pixels, hasAlpha: hasAlpha, row: order[y], of: shown, number == 0 ? .source : .over)
    }
  }

  /// The form of the first image's own rows, where they are the picture; `nil` where they have to be put on a
  /// canvas: it leaves some of that free, or comes in another order.
  var firstShape: RowShape? {
    let image = layout.images[0]
    guard !image.isInterlaced, image.region.x == 0, image.region.y == 0, image.region.width == width,
      image.region.height == height
    else { return nil }
    return RowShape(width: width, height: height, channelCount: image.control.transparentIndex == nil ? 3 : 4)
  }

  /// Decodes the first image, which has a `firstShape`, straight to where its rows are wanted.
  func readFirst(
    of bytes: RawSpan, into rows: inout [UInt8], rowOffset: Int
  ) throws(DecodeError) -> PictureCondition {
    let image = layout.images[0]
    let file = file(of: image, GIFPalette(bytes, image.palette ?? layout.palette), bytes)
    // SAFETY: single bytes have no padding, and the codec is closed before the file ends.
    return try unsafe file.span.bytes.withUnsafeBytes { buffer throws(DecodeError) in
      defer { codec.close() }
      try check(unsafe codec.open(buffer), image)
      _ = try codec.start(.full)
      var y = 0
      while y < height {
        let count = try codec.read(into: &rows, rowOffset: rowOffset + y, rowCapacity: height - y)
        precondition(count > 0, "a decoder delivers rows until the last one")
        y += count
      }
      return codec.condition()
    }
  }

  private func check(_ header: PictureHeader, _ image: GIFImage) throws(DecodeError) {
    guard header.width == image.region.width, header.height == image.region.height, header.width > 0 else {
      throw DecodeError(.corrupt(expected: "an image of the size that it has", found: "another"))
    }
  }

  /// As much of a region as lies on the canvas.
  private func visible(_ region: FrameCanvas.Region) -> FrameCanvas.Region {
    let (x, y) = (min(region.x, width), min(region.y, height))
    return FrameCanvas.Region(
      x: x, y: y, width: min(region.width, width - x), height: min(region.height, height - y))
  }

  /// What is to stand in an image's region once it was shown; `nil` where it stays. Kept before it is drawn.
  private func samples(
    after image: GIFImage, _ number: Int, _ palette: GIFPalette, _ canvas: FrameCanvas,
    _ region: FrameCanvas.Region
  ) -> [UInt8]? {
    let transparent = image.control.transparentIndex
    let free = palette.colour(transparent ?? layout.background) + [0]
    func filled() -> [UInt8] {
      (0..<region.width * region.height).reduce(into: []) { samples, _ in samples += free }
    }
    switch image.control.disposal {
    case 0, 1: return nil
    case 2: return filled()
    // There is nothing to go back to before the first image.
    default: return number > 0 ? canvas.copy(of: region) : transparent.map { _ in filled() }
    }
  }

  /// The image as a file that holds nothing else.
  private func file(of image: GIFImage, _ palette: GIFPalette, _ bytes: RawSpan) -> [UInt8] {
    var size: [UInt8] = []
    size.append(littleEndian: image.region.width, byteCount: 2)
    size.append(littleEndian: image.region.height, byteCount: 2)
    var file = Array("GIF89a".utf8) + size + [0x80 | UInt8(palette.bitCount - 1), 0, 0] + palette.bytes
    if let index = image.control.transparentIndex { file += [0x21, 0xF9, 4, 1, 0, 0, UInt8(index), 0] }
    file += [0x2C, 0, 0, 0, 0] + size + [0]
    file.append(bytes, image.data.lowerBound..<image.data.lowerBound + 1)
    return file + GIFBlocks.whole(in: bytes, image.data.dropFirst())
  }
}

/// The colours of an image. Without a table, and with one that only counts up, they are grays.
private struct GIFPalette {
  /// RGB, 2 to 256 colours.
  let bytes: [UInt8]

  init(_ file: RawSpan, _ table: Range<Int>?) {
    var colours: [UInt8] = []
    if let table {
      colours.append(file, table)
      colours += [UInt8](repeating: 0, count: table.count - colours.count)
    }
    let countsUp = colours.indices.allSatisfy { Int(colours[$0]) == $0 / 3 }
    bytes = countsUp ? (0..<768).map { UInt8($0 / 3) } : colours
  }

  var bitCount: Int { (1...8).first { 3 << $0 >= bytes.count } ?? 8 }

  /// RGB; black beyond the table.
  func colour(_ index: Int) -> [UInt8] {
    3 * index + 3 <= bytes.count ? Array(bytes[3 * index..<3 * index + 3]) : [0, 0, 0]
  }
}
