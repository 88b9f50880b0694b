/// Hashes what a file holds beside its first picture, exactly, one picture after the other and within the
/// limits; counts what it could not look at.
struct FurtherHasher {
  private let exact: ExactHasher
  private let decoders: DecoderSet
  private let limits: DecodeLimits
  private let request: HashRequest
  /// What is known of the first picture.
  private let first: PictureInfo
  private var found: FurtherHashes
  private var pixelsLeft: Int

  /// - Parameter firstIsJudged: whether the hash of the first picture speaks for it.
  init(
    _ exact: ExactHasher, _ decoders: DecoderSet, _ limits: DecodeLimits, _ request: HashRequest,
    after first: PictureInfo, firstIsJudged: Bool
  ) {
    self.exact = exact
    self.decoders = decoders
    self.limits = limits
    self.request = request
    self.first = first
    found = FurtherHashes(firstIsJudged: firstIsJudged)
    pixelsLeft = limits.furtherPixelCountMax
  }

  mutating func hash(_ further: FurtherPictures, in bytes: RawSpan) -> FurtherHashes {
    found.count.total += further.count
    found.count.auxiliary = further.auxiliaryCount
    for embedded in further.embedded { add(embedded, in: bytes) }
    if let animation = further.animation { add(animation, in: bytes) }
    return found
  }

  private mutating func add(_ embedded: EmbeddedPicture, in bytes: RawSpan) {
    switch embedded.content {
    case .place(let place): add(bytes.clamped(place), embedded.frame)
    case .bytes(let content):
      // SAFETY: a byte has no padding.
      add(unsafe content.span.bytes, embedded.frame)
    }
  }

  /// A picture that cannot be decoded is one that is not judged.
  private mutating func add(_ content: RawSpan, _ frame: PictureFrame) {
    guard let decoder = try? decoders.decoder(recognising: content) else { return }
    var metadata = type(of: decoder).metadata(of: content)
    // A thumbnail lies as the picture does that it was made from.
    if frame == .thumbnail { metadata.exifTag = first.exifTag }
    // SAFETY: the buffer is valid within the closure, and the decoder is closed before it ends.
    try? unsafe content.extracting(metadata.start...).withUnsafeBytes { buffer throws(DecodeError) in
      defer { decoder.close() }
      // SAFETY: as above.
      let header = try unsafe decoder.open(buffer)
      let info = try checked(
        PictureInfo(
          format: type(of: decoder).format, width: header.width, height: header.height,
          exifTag: metadata.exifTag))
      try add(decoder, header, info, frame)
    }
  }

  private mutating func add(_ animation: any FrameSource, in bytes: RawSpan) {
    var last: [ViewHash]?
    for number in stride(from: 1, through: animation.frameCount, by: 1) {
      guard let header = try? animation.openNext(bytes) else { continue }
      defer { animation.close() }
      var info = PictureInfo(
        format: first.format, width: header.width, height: header.height, exifTag: first.exifTag)
      if let last, animation.repeatsFrame {
        found.add(last, of: .number(number))
        info.note(animation.finish())
        count(info, .number(number))
      } else {
        guard let checked = try? checked(info) else { return }
        last = try? add(animation, header, checked, .number(number))
      }
    }
  }

  /// Checks a picture against the limits, and takes its pixels from those of the file.
  private mutating func checked(_ info: PictureInfo) throws(DecodeError) -> PictureInfo {
    try limits.check(info)
    let pixelCount = info.width * info.height
    guard pixelCount <= pixelsLeft else {
      let limit = limits.furtherPixelCountMax
      throw DecodeError(
        .tooLarge(what: "pixels of further pictures", limit: limit, found: limit - pixelsLeft + pixelCount))
    }
    pixelsLeft -= pixelCount
    return info
  }

  @discardableResult
  private mutating func add(
    _ rows: any RowSource, _ header: PictureHeader, _ info: PictureInfo, _ frame: PictureFrame
  ) throws(DecodeError) -> [ViewHash] {
    var info = info
    let hashed = try exact.hash(rows, header, &info, request)
    info.note(hashed.condition)
    // What is there of a thumbnail says nothing that the picture does not.
    if frame == .thumbnail, !info.isWhole { return [] }
    found.add(hashed.hashes, of: frame)
    count(info, frame)
    return hashed.hashes
  }

  private mutating func count(_ info: PictureInfo, _ frame: PictureFrame) {
    guard frame != .thumbnail else { return }
    if !info.isWhole {
      found.count.damaged.insert(frame)
    } else if info.unturned == nil {
      found.count.judged += 1
    }
  }
}
