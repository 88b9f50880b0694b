import CKernels

/// Hamming distances between one 256-bit hash and a run of hashes.
///
/// A query is four 64-bit words, least significant first; a row is 32 bytes, any alignment, the same bit
/// order (little-endian). Every variant gives the same numbers.
///
/// SAFETY: `functions` points to a constant of the C tables, never freed, never changed.
@safe public struct HammingKernels: @unchecked Sendable {
  public typealias Words = (UInt64, UInt64, UInt64, UInt64)

  fileprivate let functions: UnsafePointer<matchd_hamming>

  init(level: KernelLevel) { unsafe functions = matchd_hamming_choose(level.rawValue) }

  /// The level of the variant that runs.
  public var variant: KernelLevel { unsafe KernelLevel(rawValue: functions.pointee.level)! }

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
          unsafe functions.pointee.distances(
            words.baseAddress, first.assumingMemoryBound(to: UInt8.self), out.count, target)
        }
      }
    }
  }
}

extension HammingKernels {
  /// Finds the rows within `threshold` (inclusive): their numbers, ascending, and distances.
  ///
  /// - Returns: how many were found; the rest of both outputs is left undefined.
  /// - Precondition: both outputs hold an element for each row.
  public func rows(
    within threshold: Int, of query: Words, in rows: RawSpan, into rowNumbers: inout MutableSpan<UInt32>,
    _ distances: inout MutableSpan<UInt16>
  ) -> Int {
    let count = rows.byteCount / 32
    precondition(rowNumbers.count >= count && distances.count >= count, "an output is too short")
    let words: InlineArray<4, UInt64> = [query.0, query.1, query.2, query.3]
    // SAFETY: the outputs hold `count` elements, checked above; the kernel reads and writes no further.
    return unsafe words.span.withUnsafeBufferPointer { words in
      unsafe rows.withUnsafeBytes { bytes in
        unsafe rowNumbers.withUnsafeMutableBufferPointer { numbers in
          unsafe distances.withUnsafeMutableBufferPointer { found in
            guard count > 0, let first = bytes.baseAddress else { return 0 }
            return unsafe functions.pointee.within(
              words.baseAddress, first.assumingMemoryBound(to: UInt8.self), count, UInt32(max(0, threshold)),
              numbers.baseAddress, found.baseAddress)
          }
        }
      }
    }
  }
}
