import Crypto

/// The three digests of one file.
public struct FileDigests: Hashable, Sendable {
  public let md5: ContentDigest
  public let sha1: ContentDigest
  public let sha256: ContentDigest

  public var all: [ContentDigest] { [md5, sha1, sha256] }

  /// Digests `bytes`. O(n), a single pass of each algorithm.
  public init(of bytes: RawSpan) {
    var digester = FileDigester()
    digester.update(bytes)
    self = digester.finish()
  }

  init(md5: ContentDigest, sha1: ContentDigest, sha256: ContentDigest) {
    self.md5 = md5
    self.sha1 = sha1
    self.sha256 = sha256
  }
}

/// Digests a file that arrives in pieces.
///
/// MD5 and SHA-1 can be forged; they stand here because lists identify files by them.
public struct FileDigester {
  private var md5 = Insecure.MD5()
  private var sha1 = Insecure.SHA1()
  private var sha256 = SHA256()

  public init() {}

  public mutating func update(_ bytes: RawSpan) {
    // SAFETY: the digests read the span's own bytes, within the call.
    unsafe bytes.withUnsafeBytes { buffer in
      unsafe md5.update(bufferPointer: buffer)
      unsafe sha1.update(bufferPointer: buffer)
      unsafe sha256.update(bufferPointer: buffer)
    }
  }

  public func finish() -> FileDigests {
    FileDigests(
      md5: ContentDigest(.md5, bytes: Array(md5.finalize())),
      sha1: ContentDigest(.sha1, bytes: Array(sha1.finalize())),
      sha256: ContentDigest(.sha256, bytes: Array(sha256.finalize())))
  }
}
