import Crypto

/// The SHA-256 of bytes that arrive in pieces.
public struct SHA256Digester {
  private var state = SHA256()

  public init() {}

  public mutating func update(_ bytes: RawSpan) {
    // SAFETY: the buffer lives for the call, which only reads it.
    unsafe bytes.withUnsafeBytes { unsafe state.update(bufferPointer: $0) }
  }

  public func finish() -> ContentDigest { ContentDigest(.sha256, bytes: Array(state.finalize())) }
}
