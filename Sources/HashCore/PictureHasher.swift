public import Kernels

/// Turns the bytes of a picture file into its hashes.
///
/// One hasher serves one thread: it keeps its decoders and scratch memory from picture to picture.
///
/// ```
///   let hasher = PictureHasher()
///   let picture = try hasher.hash(bytes, HashRequest(exifOriented: true))
///   picture.primary.hash         // of the picture as stored
/// ```
public final class PictureHasher {
  private let limits: DecodeLimits
  private let jpeg = JPEGDecoder()
  private let png = PNGDecoder()
  private let exact: ExactHasher
  private let fast: FastHasher

  public init(kernels: KernelTable = .best, limits: DecodeLimits = DecodeLimits()) {
    self.limits = limits
    exact = ExactHasher(kernels: kernels)
    fast = FastHasher(kernels: kernels)
  }

  /// The hashes of the picture whose encoded file is `bytes`.
  ///
  /// A truncated picture has hashes too, of what was decoded, and `info.isTruncated` set: what they are worth
  /// is the caller's decision. A fast request takes the exact path for small pictures, for anything but a
  /// JPEG with luma, and wherever the decoder complained; so hashes from the fast path never come with a
  /// warning.
  ///
  /// - Throws: `DecodeError` where there is nothing to hash: another format, beyond the limits, corrupt.
  /// - Complexity: linear in the pixels, once more for each orientation on the exact path.
  public func hash(
    _ bytes: RawSpan, _ request: HashRequest = HashRequest()
  ) throws(DecodeError) -> HashedPicture {
    try limits.check(encodedByteCount: bytes.byteCount)
    let format = try PictureFormat(sniffing: bytes)
    let metadata = PictureMetadata(format, bytes)
    do {
      return try unsafe bytes.extracting(metadata.start...).withUnsafeBytes { buffer throws(DecodeError) in
        // SAFETY: the buffer is valid within this closure, and `hash` closes the decoder before it returns.
        try unsafe hash(buffer, format, metadata, request)
      }
    } catch {
      throw error.withEXIFTag(metadata.exifTag)
    }
  }

  private func hash(
    _ bytes: UnsafeRawBufferPointer, _ format: PictureFormat, _ metadata: PictureMetadata,
    _ request: HashRequest
  ) throws(DecodeError) -> HashedPicture {
    let decoder: any RowDecoder = format == .jpeg ? jpeg : png
    defer { decoder.close() }
    var header = try unsafe decoder.open(bytes)
    var info = PictureInfo(
      format: format, width: header.width, height: header.height, exifTag: metadata.exifTag)
    try limits.check(info)
    if request.decode == .fast, request.hashProtocol == .full, let scale = FastHasher.scale(header) {
      let hashes = try? unsafe fastHashes(bytes, decoder, header, scale, metadata, info, request)
      if let hashes { return hashes }
      header = try unsafe decoder.open(bytes)
    }
    let found = try exact.hash(decoder, header, request, orientations: request.turned(info))
    info.warningCount = metadata.warningCount(found.findings)
    info.isTruncated = found.findings.isTruncated
    info.hasTransparency = found.hasTransparency
    return HashedPicture(info: info, decode: .exact, hashes: found.hashes)
  }

  /// `nil` where the decoder found anything to complain about.
  private func fastHashes(
    _ bytes: UnsafeRawBufferPointer, _ decoder: any RowDecoder, _ header: PictureHeader, _ scale: Int,
    _ metadata: PictureMetadata, _ info: PictureInfo, _ request: HashRequest
  ) throws(DecodeError) -> HashedPicture? {
    let orientations = request.turned(info)
    var (hashes, findings) = try fast.hash(decoder, header, scale: scale, orientations: orientations)
    if header.isProgressive, scale == JPEGDecoder.firstScanScale {
      // The decoder stopped early: see that the rest of the file is there.
      guard let end = JPEGMarkers.endOfImage(unsafe RawSpan(_unsafeBytes: bytes)) else { return nil }
      findings.trailingByteCount = bytes.count - end
    }
    if findings.isTruncated || metadata.warningCount(findings) > 0 { return nil }
    let viewHashes = zip([.original] + orientations, hashes).map { orientation, hash in
      ViewHash(view: PictureView(orientation: orientation), hash: hash)
    }
    return HashedPicture(info: info, decode: .fast, hashes: viewHashes)
  }
}

extension HashRequest {
  /// The orientations asked for, other than `original`, in order.
  func turned(_ info: PictureInfo) -> [Orientation] {
    let wanted = exifOriented ? orientations.union([info.exifOrientation]) : orientations
    return wanted.subtracting([.original]).sorted()
  }
}
