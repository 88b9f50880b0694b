/// Hashes what a file holds beside its first picture, exactly, one picture after the other and within the
/// limits; counts what it could not look at.
struct FurtherHasher {
  private let exact: ExactHasher
  private let decoders: DecoderSet
  private let limits: DecodeLimits
  private let request: HashRequest
  /// The first picture, to which the others are added.
  private var picture: HashedPicture
  private var pixelsLeft: Int

  init(
    _ exact: ExactHasher, _ decoders: DecoderSet, _ limits: DecodeLimits, _ request: HashRequest,
    first: HashedPicture
  ) {
    self.exact = exact
    self.decoders = decoders
    self.limits = limits
    self.request = request
    picture = first
    pixelsLeft = limits.furtherPixelCountMax
  }

  /// The first picture with the hashes of the others.
  mutating func hash(_ further: FurtherPictures, in bytes: RawSpan) -> HashedPicture {
    let isWhole = picture.info.isWhole
    picture.info.pictures = PictureCount(
      total: 1 + further.count, judged: isWhole ? 1 : 0, auxiliary: further.auxiliaryCount)
    if further.count > 0 { picture.numberFirst() }
    for embedded in further.embedded { add(embedded, in: bytes) }
    if let animation = further.animation { add(animation, in: bytes) }
    return picture
  }

  /// A picture that cannot be decoded is one that is not judged.
  private mutating func add(_ embedded: EmbeddedPicture, in bytes: RawSpan) {
    let content = bytes.clamped(embedded.place)
    guard let decoder = try? decoders.decoder(recognising: content) else { return }
    var metadata = type(of: decoder).metadata(of: content)
    // A thumbnail lies as the picture does that it was made from.
    if embedded.frame == .thumbnail { metadata.exifTag = picture.info.exifTag }
    // SAFETY: the buffer is valid within the closure, and the decoder is closed before it ends.
    try? unsafe content.extracting(metadata.start...).withUnsafeBytes { buffer throws(DecodeError) in
      defer { decoder.close() }
      // SAFETY: as above.
      let header = try unsafe decoder.open(buffer)
      let info = try checked(
        PictureInfo(
          format: type(of: decoder).format, width: header.width, height: header.height,
          exifTag: metadata.exifTag))
      try add(decoder, header, info, embedded.frame)
    }
  }

  private mutating func add(_ animation: any FrameSource, in bytes: RawSpan) {
    var last: [ViewHash]?
    for number in 1...max(1, animation.frameCount) where number <= animation.frameCount {
      guard let header = try? animation.openNext(bytes) else { continue }
      defer { animation.close() }
      var info = picture.info
      (info.width, info.height) = (header.width, header.height)
      if let last, animation.repeatsFrame {
        picture.add(last, of: .number(number))
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
    let orientations = request.turned(info)
    let found = try exact.hash(rows, header, info, request, orientations: orientations)
    var info = info
    info.note(found.condition)
    // What is there of a thumbnail says nothing that the picture does not.
    if frame == .thumbnail, !info.isWhole { return [] }
    picture.add(found.hashes, of: frame)
    count(info, frame)
    return found.hashes
  }

  private mutating func count(_ info: PictureInfo, _ frame: PictureFrame) {
    guard frame != .thumbnail else { return }
    if info.isWhole {
      picture.info.pictures.judged += 1
    } else {
      picture.info.pictures.damaged.insert(frame)
    }
  }
}
