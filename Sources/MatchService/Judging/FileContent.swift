public import ContentDigests
import Platform

/// What is judged of one file.
public enum FileContent: Sendable {
  /// All its encoded bytes.
  case whole([UInt8])
  /// Of a file too large to be decoded: its digests, which lists may have whatever its size, and the words
  /// for why there is no more.
  case digests(FileDigests, detail: String)

  /// What tells it from all other contents, and stands in every reply. Of a whole file it is computed anew
  /// each time.
  public var sha256: ContentDigest {
    switch self {
    case .whole(let bytes):
      // SAFETY: single bytes have no padding, and the array outlives the span.
      unsafe ContentDigest(.sha256, of: bytes.span.bytes)
    case .digests(let digests, _): digests.sha256
    }
  }

  /// Reads a regular file of at most `byteCountMax` bytes; of a larger one the digests, in memory of 1 MiB.
  /// - Parameter mayGoOn: asked after each mebibyte of a larger file, which may be endless: a sparse file of
  ///   exabytes takes no room on a disk. Once it says no, the file is too large for its digests too.
  static func read(
    _ file: Descriptor, byteCountMax: Int, while mayGoOn: () -> Bool
  ) throws(FileError) -> FileContent {
    let byteCount = try FileBytes.byteCount(of: file)
    guard byteCount > byteCountMax else {
      return .whole(try FileBytes.read(file, byteCountMax: byteCountMax))
    }
    let trouble = FileError.tooLarge(limit: byteCountMax, found: byteCount)
    var digester = FileDigester()
    var isWhole = true
    try FileBytes.forEachPiece(of: file) { piece in
      // SAFETY: single bytes have no padding, and the array outlives the span.
      digester.update(unsafe piece.span.bytes)
      isWhole = mayGoOn()
      return isWhole
    }
    guard isWhole else { throw trouble }
    return .digests(digester.finish(), detail: "\(trouble)")
  }
}
