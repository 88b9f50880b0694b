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
  private let tell: (HashedPart) -> Void

  /// - Parameters:
  ///   - memory: that other hashers use before or after this one, never meanwhile.
  ///   - tell: called with each part of a file, where all its pictures are asked for, as soon as it is
  ///     finished.
  public convenience init(
    kernels: KernelTable = .best, limits: DecodeLimits = DecodeLimits(),
    memory: SampleMemory = SampleMemory(), telling tell: @escaping (HashedPart) -> Void = { _ in }
  ) {
    self.init(kernels: kernels, limits: limits, memory: memory, registry: .standard, telling: tell)
  }

  package init(
    kernels: KernelTable = .best, limits: DecodeLimits = DecodeLimits(),
    memory: SampleMemory = SampleMemory(), registry: DecoderRegistry,
    telling tell: @escaping (HashedPart) -> Void = { _ in }
  ) {
    self.limits = limits
    self.tell = tell
    decoders = registry.makeDecoders()
    exact = ExactHasher(kernels: kernels, limits: limits, memory: memory)
    fast = FastHasher(kernels: kernels, limits: limits, memory: memory)
  }

  /// The hashes of the picture whose encoded file is `bytes`.
  ///
  /// A truncated or damaged picture has hashes too, of what was decoded, and `info.isWhole` is false: what
  /// they are worth is the caller's decision. A fast request takes the exact path for small pictures, for
  /// formats without reduced rows, wherever the decoder complained, and where the exact hash may be far from
  /// the fast one, or unstable; so hashes from the fast path never come with a warning about their picture,
  /// and always with a useful margin.
  ///
  /// With `allPictures` the file's further pictures are hashed too; what could not be is the difference
  /// between `info.pictures.total` and `judged`. Where it is the first one that has no hash, those of the
  /// others come with the error. A picture that there is no memory to turn is hashed as stored, and
  /// `info.unturned` says so.
  ///
  /// - Throws: `DecodeError` where there is nothing to hash: another format, beyond the limits, corrupt.
  /// - Complexity: linear in the pixels, once more for each orientation on the exact path.
  public func hash(
    _ bytes: RawSpan, _ request: HashRequest = HashRequest()
  ) throws(DecodeError) -> HashedPicture {
    var scannedPixelCount = 0
    let first = firstPicture(of: bytes, request, &scannedPixelCount)
    guard request.allPictures else { return try first.get() }
    tell(.first(first))
    var parts = HashedParts()
    _ = parts.add(.first(first))
    if let further = furtherHashes(of: bytes, after: first, scannedPixelCount, request) {
      _ = parts.add(.further(further))
    }
    return try (parts.outcome() ?? first).get()
  }

  /// - Parameter scannedPixelCount: set to the pixels that were gone over in its scans.
  private func firstPicture(
    of bytes: RawSpan, _ request: HashRequest, _ scannedPixelCount: inout Int
  ) -> Result<HashedPicture, DecodeError> {
    do throws(DecodeError) {
      let picture = try withSource(bytes) { (source) throws(DecodeError) in
        try hash(source, request, &scannedPixelCount)
      }
      return .success(picture)
    } catch {
      // What the limits refuse has cost nothing.
      if case .tooLarge = error.reason { scannedPixelCount = 0 }
      return .failure(error)
    }
  }

  /// `nil` where the file is none that can be looked into.
  private func furtherHashes(
    of bytes: RawSpan, after first: Result<HashedPicture, DecodeError>, _ scannedPixelCount: Int,
    _ request: HashRequest
  ) -> FurtherHashes? {
    guard (try? limits.check(encodedByteCount: bytes.byteCount)) != nil,
      let decoder = try? decoders.decoder(recognising: bytes)
    else { return nil }
    let format = type(of: decoder)
    let info =
      (try? first.get().info)
      ?? PictureInfo(format: format.format, width: 0, height: 0, exifTag: format.metadata(of: bytes).exifTag)
    var hasher = FurtherHasher(
      exact, decoders, limits, request, firstIsJudged: info.width > 0 && info.isWhole,
      scannedPixelCount: scannedPixelCount, telling: tell)
    return hasher.hash(bytes, of: format, after: info)
  }

  /// The hash of the picture as stored, made both ways: what keeps an eye on the fast path's margins.
  ///
  /// - Returns: `nil` where the fast path leaves the picture to the exact one whatever its margin.
  /// - Throws: as `hash` does.
  public func comparison(_ bytes: RawSpan) throws(DecodeError) -> FastComparison? {
    try withSource(bytes) { (source) throws(DecodeError) in
      let (header, opened) = try opened(source)
      var info = opened
      guard let scale = FastHasher.scale(header),
        let fast = try? fastHashes(source, header, info, scale: scale, orientations: [])
      else { return nil }
      let exact = try exact.hash(source.decoder, source.open(), &info, HashRequest())
      return FastComparison(fast[0], exact: exact.hashes[0].hash)
    }
  }

  /// Calls `body` with what is to be decoded, and closes the decoder after it.
  private func withSource<R>(
    _ bytes: RawSpan, _ body: (PictureSource) throws(DecodeError) -> R
  ) throws(DecodeError) -> R {
    do throws(DecodeError) {
      try limits.check(encodedByteCount: bytes.byteCount)
      let decoder = try decoders.decoder(recognising: bytes)
      let metadata = type(of: decoder).metadata(of: bytes)
      // SAFETY: the buffer is valid within the closure, at whose end the decoder is closed.
      return try unsafe bytes.extracting(metadata.start...).withUnsafeBytes { buffer throws(DecodeError) in
        let source = unsafe PictureSource(bytes: buffer, decoder: decoder, metadata: metadata)
        defer { decoder.close() }
        do throws(DecodeError) {
          return try body(source)
        } catch {
          var error = error
          error.info?.exifTag = metadata.exifTag
          throw error
        }
      }
    } catch {
      throw DecodeError(error.reason, info: error.info, formats: decoders.formats)
    }
  }

  /// Opens a picture and checks its size.
  private func opened(_ source: PictureSource) throws(DecodeError) -> (PictureHeader, PictureInfo) {
    let header = try source.open()
    let info = PictureInfo(
      format: type(of: source.decoder).format, width: header.width, height: header.height,
      exifTag: source.metadata.exifTag)
    try limits.check(info)
    return (header, info)
  }

  /// - Parameter scannedPixelCount: set once it is known, also where an error follows.
  private func hash(
    _ source: PictureSource, _ request: HashRequest, _ scannedPixelCount: inout Int
  ) throws(DecodeError) -> HashedPicture {
    var (header, info) = try opened(source)
    scannedPixelCount = DecodeCost(header, keepsSamples: false).scannedPixelCount
    if request.decode == .fast, request.recipes == .full, request.variants == .none,
      let scale = FastHasher.scale(header)
    {
      let orientations = request.turned(info)
      let hashes = try? fastHashes(source, header, info, scale: scale, orientations: orientations)
      if let hashes, hashes.allSatisfy(\.isUseful) {
        return HashedPicture(info: info, decode: .fast, hashes: views(hashes, orientations))
      }
      header = try source.open()
    }
    let found = try exact.hash(source.decoder, header, &info, request)
    info.note(found.condition, beside: source.metadata)
    info.hasTransparency = found.hasTransparency
    return HashedPicture(info: info, decode: .exact, hashes: found.hashes)
  }

  /// The fast hashes of a picture that is open, of `original` first; `nil` where the decoder found anything
  /// to complain about.
  private func fastHashes(
    _ source: PictureSource, _ header: PictureHeader, _ info: PictureInfo, scale: Int,
    orientations: [Orientation]
  ) throws(DecodeError) -> [FastHash]? {
    let (hashes, condition) = try fast.hash(
      source.decoder, header, info, scale: scale, orientations: orientations)
    var info = info
    info.note(condition, beside: source.metadata)
    return info.isWhole && info.warningCount == 0 ? hashes : nil
  }

  private func views(_ hashes: [FastHash], _ orientations: [Orientation]) -> [ViewHash] {
    zip([.original] + orientations, hashes).map { orientation, found in
      ViewHash(
        view: PictureView(orientation: orientation), hash: found.hash, margin: found.margin.bitCount)
    }
  }
}

/// An encoded picture and what decodes it.
///
/// SAFETY: `bytes` stand as long as the source is used: within `withSource`.
@safe private struct PictureSource {
  private let bytes: UnsafeRawBufferPointer
  let decoder: any PictureDecoder
  let metadata: PictureMetadata

  @unsafe init(bytes: UnsafeRawBufferPointer, decoder: any PictureDecoder, metadata: PictureMetadata) {
    // SAFETY: the caller sees to it that the buffer stands.
    unsafe self.bytes = bytes
    self.decoder = decoder
    self.metadata = metadata
  }

  /// Reads the header, also once more.
  func open() throws(DecodeError) -> PictureHeader {
    // SAFETY: the buffer stands beyond the decoder's `close`.
    try unsafe decoder.open(bytes)
  }
}

extension HashRequest {
  /// The orientations asked for, other than `original`, in order.
  func turned(_ info: PictureInfo) -> [Orientation] {
    let wanted = exifOriented ? orientations.union([info.exifOrientation]) : orientations
    return wanted.subtracting([.original]).sorted()
  }
}
