import HashCore
import Kernels

/// Which buckets of the ring tables lie near a heavy one: for each table a bit for each bucket, set where a
/// heavy bucket is at most one flipped bit away; nothing at all where no bucket is heavy.
///
/// Heavy is a bucket that costs as much to read as all the others of a query together.
///
/// SAFETY: `bits` are a part of the mapping, valid as long as the HashIndex that holds this; they are as long
/// as the shape asks for, or empty.
@safe struct HeavyBuckets: Sendable {
  private let shape: RingShape
  private nonisolated(unsafe) let bits: UnsafeRawBufferPointer

  /// - Warning: `section` must stay valid as long as this is used.
  @unsafe init(_ section: UnsafeRawBufferPointer, _ shape: RingShape) {
    self.shape = shape
    let isWhole = section.count == shape.heavyByteCount
    unsafe bits = isWhole ? section : UnsafeRawBufferPointer(start: nil, count: 0)
  }

  /// Whether a bucket that an even division of the threshold visits may be heavy.
  func areNear(_ query: PDQHash, _ view: RingView) -> Bool {
    guard unsafe !bits.isEmpty else { return false }
    let chunks = view.chunks(of: query.words)
    for chunk in 0..<shape.chunkCount {
      let bit = shape.heavyBit(chunk: chunk, value: Int(chunks[chunk]))
      // SAFETY: chunk values are below bucketCount, so the bit is one of the section's.
      if unsafe bits[bit >> 3] >> UInt8(bit & 7) & 1 != 0 { return true }
    }
    return false
  }

  /// The section, made from the bucket sizes of each table.
  static func bits(ofBucketSizes sizes: [[UInt32]], _ shape: RingShape) -> [UInt8] {
    let rowCount = sizes[0].reduce(0) { $0 + Int($1) }
    let heavy = max(sizeMin, factor * rowCount / shape.bucketCount)
    guard sizes.contains(where: { $0.contains { $0 > heavy } }) else { return [] }
    var bits = [UInt8](repeating: 0, count: shape.heavyByteCount)
    for (chunk, sizes) in sizes.enumerated() {
      for (value, size) in sizes.enumerated() where size > heavy {
        for flip in [0] + (0..<shape.chunkWidth).map({ 1 << $0 }) {
          let bit = shape.heavyBit(chunk: chunk, value: value ^ flip)
          bits[bit >> 3] |= 1 << UInt8(bit & 7)
        }
      }
    }
    return bits
  }
  private static let sizeMin = 2048
  private static let factor = 32
}
