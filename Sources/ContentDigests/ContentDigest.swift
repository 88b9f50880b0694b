/// A digest of a file's encoded bytes: equal digests mean the same file.
public struct ContentDigest: Hashable, Sendable {
  public let algorithm: DigestAlgorithm
  /// `algorithm.byteCount` bytes, in the order in which the digest is written.
  public let bytes: [UInt8]

  /// - Precondition: `bytes` has the algorithm's length.
  public init(_ algorithm: DigestAlgorithm, bytes: [UInt8]) {
    precondition(bytes.count == algorithm.byteCount, "\(algorithm) digests have \(algorithm.byteCount) bytes")
    self.algorithm = algorithm
    self.bytes = bytes
  }

  /// Reads exactly two hexadecimal digits a byte, of either case; `nil` for anything else.
  public init?(_ algorithm: DigestAlgorithm, hex: some StringProtocol) {
    guard let bytes = hexBytes(Array(hex.utf8).span), bytes.count == algorithm.byteCount else { return nil }
    self.init(algorithm, bytes: bytes)
  }

  /// Lower-case hexadecimal, without the algorithm's name.
  public var hex: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
