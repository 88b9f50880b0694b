import Kernels

/// CRC-32C of each block of a section that is written piece by piece.
///
/// Blocks are counted from the section's start, so a file can be checked in parts, on all cores, as soon as
/// its header and its checksums are: the header has the checksum of each section's block checksums.
struct BlockChecksums: Sendable {
  /// 64 KiB.
  static let byteCountExponent = 16
  /// What a header may say.
  static let exponents = 12...24

  private var finished: [UInt32] = []
  private var current: UInt32 = 0
  private var currentByteCount = 0

  mutating func append(_ bytes: RawSpan, _ kernels: ChecksumKernels) {
    let blockByteCount = 1 << Self.byteCountExponent
    var start = 0
    while start < bytes.byteCount {
      let end = min(bytes.byteCount, start + blockByteCount - currentByteCount)
      current = kernels.crc32c(current, bytes.extracting(start..<end))
      currentByteCount += end - start
      start = end
      if currentByteCount == blockByteCount {
        finished.append(current)
        (current, currentByteCount) = (0, 0)
      }
    }
  }

  /// Of all blocks, the last of which may be short.
  var all: [UInt32] { currentByteCount > 0 ? finished + [current] : finished }

  /// What the header's table has of a section with these block checksums.
  static func summary(_ checksums: [UInt32], _ kernels: ChecksumKernels) -> UInt32 {
    // SAFETY: plain numbers without padding, in the order that the file has.
    unsafe kernels.crc32c(0, checksums.span.bytes)
  }
}
