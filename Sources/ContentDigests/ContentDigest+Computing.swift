import Crypto

extension ContentDigest {
  /// The digest of `bytes`. O(n).
  public init(_ algorithm: DigestAlgorithm, of bytes: RawSpan) {
    // SAFETY: the buffer is the span's memory and is read within the call alone.
    let digest: [UInt8] = unsafe bytes.withUnsafeBytes { buffer in
      switch algorithm {
      case .md5: unsafe Array(Insecure.MD5.hash(bufferPointer: buffer))
      case .sha1: unsafe Array(Insecure.SHA1.hash(bufferPointer: buffer))
      case .sha256: unsafe Array(SHA256.hash(bufferPointer: buffer))
      }
    }
    self.init(algorithm, bytes: digest)
  }
}

extension HashFunction {
  fileprivate static func hash(bufferPointer: UnsafeRawBufferPointer) -> Digest {
    var function = Self()
    // SAFETY: the caller's buffer is valid for the call.
    unsafe function.update(bufferPointer: bufferPointer)
    return function.finalize()
  }
}
