import Kernels
import Testing

@Suite struct ChecksumKernelsTests {
  /// The check value of CRC-32C, and of 32 zeros from RFC 3720 appendix B.4.
  @Test(arguments: KernelTable.all.map(\.level)) func knownValues(level: KernelLevel) {
    let kernels = KernelTable(level: level).checksum
    let digits = Array("123456789".utf8)
    #expect(kernels.crc32c(0, digits.span.bytes) == 0xe306_9283)
    #expect(kernels.crc32c(0, [UInt8](repeating: 0, count: 32).span.bytes) == 0x8a91_36aa)
  }

  @Test(arguments: KernelTable.all.map(\.level)) func piecesAddUp(level: KernelLevel) {
    let kernels = KernelTable(level: level).checksum
    let bytes = (0..<100).map { UInt8(truncatingIfNeeded: $0 &* 37) }
    let whole = KernelTable(level: .scalar).checksum.crc32c(0, bytes.span.bytes)
    for cut in bytes.indices {
      let first = kernels.crc32c(0, bytes.span.bytes.extracting(0..<cut))
      #expect(kernels.crc32c(first, bytes.span.bytes.extracting(cut..<bytes.count)) == whole)
    }
  }
}
