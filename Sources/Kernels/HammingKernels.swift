import CKernels

/// Hamming distances between one 256-bit hash and a run of hashes.
///
/// A query is four 64-bit words, least significant first; a row is 32 bytes, any alignment, the same bit
/// order (little-endian). Every variant gives the same numbers.
@safe public struct HammingKernels: @unchecked Sendable {
  public typealias Words = (UInt64, UInt64, UInt64, UInt64)

  // SAFETY: a constant record of the C tables, never freed, never changed.
  private let record: UnsafePointer<matchd_hamming>

  init(level: KernelLevel) { unsafe record = matchd_hamming_choose(level.rawValue) }

  /// The level of the variant that runs.
  public var variant: KernelLevel { unsafe KernelLevel(rawValue: record.pointee.level)! }

  /// Writes the distance (0...256) from `query` to each row.
  ///
  /// - Precondition: `rows` holds 32 bytes for each element of `distances`.
  public func distances(from query: Words, to rows: RawSpan, into distances: inout MutableSpan<UInt16>) {
    precondition(rows.byteCount == 32 * distances.count, "rows and distances differ in count")
    let words: InlineArray<4, UInt64> = [query.0, query.1, query.2, query.3]
    // SAFETY: both buffers hold `count` elements, checked above; the kernel reads and writes no further.
    unsafe words.span.withUnsafeBufferPointer { words in
      unsafe rows.withUnsafeBytes { bytes in
        unsafe distances.withUnsafeMutableBufferPointer { out in
          guard let first = bytes.baseAddress, let target = out.baseAddress else { return }
          unsafe record.pointee.distances(
            words.baseAddress, first.assumingMemoryBound(to: UInt8.self), out.count, target)
        }
      }
    }
  }
}
