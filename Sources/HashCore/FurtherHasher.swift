/// Hashes what a file holds beside its first picture, exactly, one picture after the other and within the
/// limits; counts what it could not look at.
struct FurtherHasher {
  private let exact: ExactHasher
  private let decoders: DecoderSet
  private let limits: DecodeLimits
  private let request: HashRequest
  private let tell: (HashedPart) -> Void
  /// Hashes that were told.
  private var toldCount = 0
  private var found: FurtherHashes
  private var pixelsLeft: Int
  private var scannedPixelsLeft: Int
  private var picturesLeft: Int
  private var variantPicturesLeft = VariantSet.pictureCountMax - 1
  /// The number of the next picture that comes to light.
  private var nextNumber = 1

  /// - Parameters:
  ///   - firstIsJudged: whether the hash of the first picture speaks for it.
  ///   - scannedPixelCount: pixels gone over in the scans of the first picture.
  ///   - tell: called with what there is once pictures were counted, and after each that was hashed.
  init(
    _ exact: ExactHasher, _ decoders: DecoderSet, _ limits: DecodeLimits, _ request: HashRequest,
    firstIsJudged: Bool, scannedPixelCount: Int, telling tell: @escaping (HashedPart) -> Void
  ) {
    self.exact = exact
    self.decoders = decoders
    self.limits = limits
    self.request = request
    self.tell = tell
    found = FurtherHashes(firstIsJudged: firstIsJudged)
    pixelsLeft = limits.furtherPixelCountMax
    scannedPixelsLeft = limits.scannedPixelCountMax - scannedPixelCount
    picturesLeft = limits.pictureCountMax - 1
  }

  /// - Parameter first: what is known of the first picture.
  mutating func hash(
    _ bytes: RawSpan, of format: any PictureDecoder.Type, after first: PictureInfo
  ) -> FurtherHashes {
    let countMax = limits.pictureCountMax
    var further = format.furtherPictures(in: bytes, countMax: countMax, isNested: false)
    further.addFollowing(in: bytes, of: decoders.types, countMax: countMax)
    add(further, in: bytes, beside: first)
    return found
  }

  /// - Parameter picture: the one that the file begins with.
  private mutating func add(_ further: FurtherPictures, in bytes: RawSpan, beside picture: PictureInfo) {
    found.count.total += further.count
    found.count.auxiliary += further.auxiliaryCount
    if further.count + further.auxiliaryCount + further.thumbnails.count > 0 { tellNews() }
    var number = nextNumber
    nextNumber += further.numberCount
    for embedded in further.embedded { add(embedded, &number, in: bytes) }
    if let animation = further.animation { add(animation, &number, in: bytes, beside: picture) }
    for embedded in further.following { add(embedded, &number, in: bytes) }
    for thumbnail in further.thumbnails { add(thumbnail, .thumbnail, in: bytes, exifTag: picture.exifTag) }
  }

  private mutating func add(_ embedded: EmbeddedPicture, _ number: inout Int, in bytes: RawSpan) {
    add(embedded.content, embedded.isAuxiliary ? .auxiliary(number) : .number(number), in: bytes)
    number += 1
  }

  private mutating func add(
    _ content: EmbeddedPicture.Content, _ frame: PictureFrame, in bytes: RawSpan, exifTag: Int? = nil
  ) {
    switch content {
    case .place(let place): add(bytes.clamped(place), frame, exifTag)
    case .bytes(let content):
      // SAFETY: a byte has no padding.
      add(unsafe content.span.bytes, frame, exifTag)
    }
  }

  /// A picture that cannot be decoded is one that is not judged; what it holds itself is looked at all the
  /// same.
  ///
  /// - Parameter exifTag: a thumbnail lies as the picture does that it was made from.
  private mutating func add(_ content: RawSpan, _ frame: PictureFrame, _ exifTag: Int?) {
    guard picturesLeft > 0, let decoder = try? decoders.decoder(recognising: content) else { return }
    picturesLeft -= 1
    let format = type(of: decoder)
    let metadata = format.metadata(of: content)
    var info = PictureInfo(format: format.format, width: 0, height: 0, exifTag: metadata.exifTag)
    if frame == .thumbnail { info.exifTag = exifTag }
    try? hash(content.extracting(metadata.start...), decoder, info, frame)
    guard frame != .thumbnail else { return }
    let inner = format.furtherPictures(in: content, countMax: picturesLeft + 1, isNested: true)
    add(inner, in: content, beside: info)
  }

  private mutating func hash(
    _ content: RawSpan, _ decoder: any PictureDecoder, _ info: PictureInfo, _ frame: PictureFrame
  ) throws(DecodeError) {
    // SAFETY: the buffer is valid within the closure, and the decoder is closed before it ends.
    try unsafe content.withUnsafeBytes { buffer throws(DecodeError) in
      defer { decoder.close() }
      // SAFETY: as above.
      let header = try unsafe decoder.open(buffer)
      var info = info
      (info.width, info.height) = (header.width, header.height)
      try check(info, header)
      try add(decoder, header, info, frame)
    }
  }

  private mutating func add(
    _ animation: any FrameSource, _ number: inout Int, in bytes: RawSpan, beside picture: PictureInfo
  ) {
    var last: [ViewHash]?
    for _ in 0..<animation.frameCount {
      let frame = PictureFrame.number(number)
      number += 1
      guard picturesLeft > 0, let header = try? animation.openNext(bytes) else { continue }
      picturesLeft -= 1
      defer { animation.close() }
      var info = picture
      (info.width, info.height) = (header.width, header.height)
      if let last, animation.repeatsFrame {
        // What its variants are has been told of the frame that it repeats.
        found.add(last.filter { $0.view.variant == nil }, of: frame)
        let condition = animation.finish()
        info.note(condition)
        count(info, condition, frame)
      } else {
        guard (try? check(info, header)) != nil else { continue }
        last = try? add(animation, header, info, frame)
      }
    }
  }

  /// Checks a picture against the limits, and takes its pixels from those of the file.
  private mutating func check(_ info: PictureInfo, _ header: PictureHeader) throws(DecodeError) {
    try limits.check(info)
    let pixelCount = info.width * info.height
    let scannedPixelCount = DecodeCost(header, keepsSamples: false).scannedPixelCount
    guard pixelCount <= pixelsLeft else {
      let limit = limits.furtherPixelCountMax
      throw DecodeError(
        .tooLarge(what: "pixels of further pictures", limit: limit, found: limit - pixelsLeft + pixelCount))
    }
    guard scannedPixelCount <= scannedPixelsLeft else {
      let limit = limits.scannedPixelCountMax
      let found = limit - scannedPixelsLeft + scannedPixelCount
      throw DecodeError(.tooLarge(what: "pixels in all scans of a file", limit: limit, found: found))
    }
    pixelsLeft -= pixelCount
    scannedPixelsLeft -= scannedPixelCount
  }

  @discardableResult
  private mutating func add(
    _ rows: any RowSource, _ header: PictureHeader, _ info: PictureInfo, _ frame: PictureFrame
  ) throws(DecodeError) -> [ViewHash] {
    var info = info
    let hashed = try exact.hash(rows, header, &info, request(for: frame))
    info.note(hashed.condition)
    found.add(hashed.hashes, of: frame)
    count(info, hashed.condition, frame)
    return hashed.hashes
  }

  private mutating func request(for frame: PictureFrame) -> HashRequest {
    var request = request
    if frame.onlyAddsMatches || variantPicturesLeft == 0 {
      request.variants = .none
    } else {
      variantPicturesLeft -= 1
    }
    return request
  }

  private mutating func count(_ info: PictureInfo, _ condition: PictureCondition, _ frame: PictureFrame) {
    if !frame.onlyAddsMatches { found.warningCount += condition.warningCount }
    if !info.isWhole {
      found.count.damaged.insert(frame)
    } else if info.unturned == nil, !frame.onlyAddsMatches {
      found.count.judged += 1
    }
    tellNews()
  }

  private mutating func tellNews() {
    let hashes = Array(found.hashes[toldCount...])
    tell(.further(FurtherHashes(count: found.count, warningCount: found.warningCount, hashes: hashes)))
    toldCount = found.hashes.count
  }
}
