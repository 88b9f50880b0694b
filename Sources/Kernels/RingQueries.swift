import CKernels

/// Queries cut into chunks, table by table, and room to visit the tables with them.
public struct RingQueries {
  public let count: Int
  let words: [UInt64]
  let chunks: [UInt16]
  var visits: [matchd_ring_visit]
  /// Empty: the queries are taken as they come; else each table's are sorted by chunk first.
  var counts: [UInt32]

  /// - Parameters:
  ///   - words: four for each query, least significant first.
  ///   - sortsByChunk: pays for large batches, in which queries share buckets.
  public init(words: [UInt64], _ shape: RingShape, sortsByChunk: Bool) {
    precondition(words.count % 4 == 0 && words.count / 4 <= Int(UInt32.max), "four words for each query")
    let count = words.count / 4
    self.count = count
    self.words = words
    // SAFETY: the kernel writes chunkCount + 1 chunks for each query.
    chunks = unsafe [UInt16](unsafeUninitializedCapacity: (shape.chunkCount + 1) * count) { out, used in
      unsafe words.withUnsafeBufferPointer { words in
        guard count > 0 else { return }
        unsafe matchd_ring_prepare(
          words.baseAddress, count, UInt32(shape.chunkCount), UInt32(shape.chunkWidth), out.baseAddress)
      }
      used = (shape.chunkCount + 1) * count
    }
    visits = [matchd_ring_visit](repeating: matchd_ring_visit(), count: count)
    counts = sortsByChunk ? [UInt32](repeating: 0, count: shape.bucketCount + 1) : []
  }
}
