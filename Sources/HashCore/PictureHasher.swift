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
  private let decoders: DecoderSet
  private let exact: ExactHasher
  private let fast: FastHasher

  public convenience init(kernels: KernelTable = .best, limits: DecodeLimits = DecodeLimits()) {
    self.init(kernels: kernels, limits: limits, registry: .standard)
  }

  package init(
    kernels: KernelTable = .best, limits: DecodeLimits = DecodeLimits(), registry: DecoderRegistry
  ) {
    self.limits = limits
    decoders = registry.makeDecoders()
    exact = ExactHasher(kernels: kernels)
    fast = FastHasher(kernels: kernels)
  }

  /// The hashes of the picture whose encoded file is `bytes`.
  ///
  /// A truncated picture has hashes too, of what was decoded, and `info.isTruncated` set: what they are
  /// worth is the caller's decision. A fast request takes the exact path for small pictures, for
  /// formats without reduced rows, and wherever the decoder complained; so hashes from the fast path
  /// never come with a warning.
  ///
  /// - Throws: `DecodeError` where there is nothing to hash: another format, beyond the limits, corrupt.
  /// - Complexity: linear in the pixels, once more for each orientation on the exact path.
  public func hash(
    _ bytes: RawSpan, _ request: HashRequest = HashRequest()
  ) throws(DecodeError) -> HashedPicture {
    do throws(DecodeError) {
      try limits.check(encodedByteCount: bytes.byteCount)
      return try hash(bytes, decoders.decoder(recognising: bytes), request)
    } catch {
      throw DecodeError(error.reason, info: error.info, formats: decoders.formats)
    }
  }

  private func hash(
    _ bytes: RawSpan, _ decoder: any PictureDecoder, _ request: HashRequest
  ) throws(DecodeError) -> HashedPicture {
    let metadata = type(of: decoder).metadata(of: bytes)
    do throws(DecodeError) {
      // SAFETY: the buffer is valid within the closure, and `hash` closes the decoder before it returns.
      return try unsafe bytes.extracting(metadata.start...).withUnsafeBytes { buffer throws(DecodeError) in
        try unsafe hash(buffer, decoder, metadata, request)
      }
    } catch {
      var error = error
      error.info?.exifTag = metadata.exifTag
      throw error
    }
  }

  // SAFETY: the caller keeps `bytes` valid until this returns, and the decoder is closed by then.
  @unsafe private func hash(
    _ bytes: UnsafeRawBufferPointer, _ decoder: any PictureDecoder, _ metadata: PictureMetadata,
    _ request: HashRequest
  ) throws(DecodeError) -> HashedPicture {
    defer { decoder.close() }
    // SAFETY: `bytes` stand until `close`.
    var header = try unsafe decoder.open(bytes)
    var info = PictureInfo(
      format: type(of: decoder).format, width: header.width, height: header.height, exifTag: metadata.exifTag)
    try limits.check(info)
    if request.decode == .fast, request.recipe == .full, let scale = FastHasher.scale(header) {
      let hashes = try? fastHashes(decoder, header, scale, metadata, info, request)
      if let hashes { return hashes }
      // SAFETY: as above.
      header = try unsafe decoder.open(bytes)
    }
    let found = try exact.hash(decoder, header, request, orientations: request.turned(info))
    info.warningCount = metadata.warningCount(found.condition)
    info.isTruncated = found.condition.isTruncated
    info.hasTransparency = found.hasTransparency
    return HashedPicture(info: info, decode: .exact, hashes: found.hashes)
  }

  /// `nil` where the decoder found anything to complain about.
  private func fastHashes(
    _ decoder: any PictureDecoder, _ header: PictureHeader, _ scale: Int, _ metadata: PictureMetadata,
    _ info: PictureInfo, _ request: HashRequest
  ) throws(DecodeError) -> HashedPicture? {
    let (hashes, condition) = try fast.hash(
      decoder, header, scale: scale, orientations: request.turned(info))
    if condition.isTruncated || metadata.warningCount(condition) > 0 { return nil }
    return HashedPicture(info: info, decode: .fast, hashes: hashes)
  }
}

extension HashRequest {
  /// The orientations asked for, other than `original`, in order.
  func turned(_ info: PictureInfo) -> [Orientation] {
    let wanted = exifOriented ? orientations.union([info.exifOrientation]) : orientations
    return wanted.subtracting([.original]).sorted()
  }
}
