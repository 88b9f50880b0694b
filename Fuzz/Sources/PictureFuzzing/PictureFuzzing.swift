import HashCore

/// What one format's fuzz target does: its files are hashed, all their pictures among them, and nothing may
/// crash; the same bytes give the same hashes.
public enum PictureFuzzing {
  /// Few pixels, so that a run spends its time on headers and coding.
  ///
  /// SAFETY: libFuzzer calls on one thread only.
  private nonisolated(unsafe) static let hasher = PictureHasher(
    limits: DecodeLimits(pixelCountMax: 1 << 18, pictureCountMax: 20, furtherPixelCountMax: 1 << 20))

  /// - Parameter format: its word in replies. Files of another one are left to the target of that.
  /// - Returns: what libFuzzer wants to hear: 0, or -1 for an input that is not worth keeping.
  public static func hash(_ file: [UInt8], as format: String) -> CInt {
    let request = HashRequest(exifOriented: true, backgrounds: true, allPictures: true)
    // SAFETY: bytes have no padding, and libFuzzer calls on one thread only.
    let first = Result { try unsafe hasher.hash(file.span.bytes, request) }
    let second = Result { try unsafe hasher.hash(file.span.bytes, request) }
    switch (first, second) {
    case (.success(let first), .success(let second)):
      precondition(first.info == second.info, "two runs differ")
      precondition(first.hashes == second.hashes, "two runs differ in their hashes")
      return first.info.format.name == format ? 0 : -1
    case (.failure, .failure): return 0
    default: preconditionFailure("two runs differ in whether there is a picture")
    }
  }
}
