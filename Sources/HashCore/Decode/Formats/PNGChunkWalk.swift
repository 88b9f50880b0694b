import CImageCodecs

/// The chunks of a PNG, walked by their lengths alone; libpng checks them.
struct PNGChunkWalk {
  private var offset: Int

  /// - Parameter offset: where a chunk begins; the first one follows the signature.
  init(from offset: Int = 8) { self.offset = offset }

  /// `nil` where no further chunk begins. The payload of the last one may reach beyond the file.
  mutating func next(in bytes: RawSpan) -> PNGChunk? {
    guard let length = bytes.integer(at: offset, byteCount: 4), offset + 8 <= bytes.byteCount else {
      return nil
    }
    defer { offset += 12 + length }
    return PNGChunk(typeOffset: offset + 4, payload: offset + 8..<offset + 8 + length)
  }
}

struct PNGChunk {
  /// Where the four letters of its type stand.
  let typeOffset: Int
  let payload: Range<Int>

  /// Of the length.
  var start: Int { typeOffset - 4 }
  /// Just beyond the checksum.
  var end: Int { payload.upperBound + 4 }

  /// By which bits its checksum differs from the right one; 0 where it is cut off.
  func checksumError(in bytes: RawSpan) -> UInt32 {
    guard let stored = bytes.integer(at: payload.upperBound, byteCount: 4) else { return 0 }
    return UInt32(stored) ^ pngChecksum(bytes.extracting(typeOffset..<payload.upperBound))
  }

  /// Whether its type is four letters.
  func isNamed(in bytes: RawSpan) -> Bool {
    (typeOffset..<typeOffset + 4).allSatisfy { place in
      bytes.byte(at: place).map { (0x41...0x5A).contains($0 & 0xDF) } ?? false
    }
  }
}

/// Writes a PNG in memory, chunk after chunk.
struct PNGStream {
  private(set) var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// - Parameters:
  ///   - checksumError: bits by which the checksum is wrong.
  ///   - fill: appends the payload.
  mutating func append(
    _ type: StaticString, checksumError: UInt32 = 0, _ fill: (inout [UInt8]) -> Void = { _ in }
  ) {
    let start = bytes.count
    bytes += [0, 0, 0, 0] + Array(type.description.utf8)
    fill(&bytes)
    let length = UInt32(bytes.count - start - 8)
    bytes.replaceSubrange(start..<start + 4, with: Self.bigEndian(length))
    // SAFETY: single bytes have no padding, and the array outlives the span.
    let checksum = pngChecksum(unsafe bytes.span.bytes.extracting((start + 4)...))
    bytes += Self.bigEndian(checksum ^ checksumError)
  }

  /// Appends what another file has in a chunk, as sound as it is there: bits that were changed in a body
  /// change the same bits of the checksum, whatever stands before them.
  ///
  /// - Parameter headLength: bytes at the beginning of the payload that are left out.
  mutating func append(
    _ type: StaticString, _ chunk: PNGChunk, without headLength: Int = 0, of other: RawSpan
  ) {
    append(type, checksumError: chunk.checksumError(in: other)) {
      $0.append(other, chunk.payload.dropFirst(headLength))
    }
  }

  static func bigEndian(_ number: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }
}

/// The checksum of a chunk with that type and payload.
private func pngChecksum(_ bytes: RawSpan) -> UInt32 {
  // SAFETY: the buffer is valid within the closure, and read there alone.
  unsafe bytes.withUnsafeBytes { unsafe matchd_png_checksum($0.baseAddress, $0.count) }
}
