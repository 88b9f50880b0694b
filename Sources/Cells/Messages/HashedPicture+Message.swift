import HashCore

/// Hashes and facts in messages. What a cell sends is checked as far as it can be without the picture.
extension HashedPicture {
  func write(to writer: inout MessageWriter) {
    info.write(to: &writer)
    writer.choice(decode)
    writer.hashes(hashes)
  }

  init(from reader: inout MessageReader) throws(MessageError) {
    let info = try PictureInfo(from: &reader)
    let decode: DecodeMode = try reader.choice()
    let hashes = try reader.hashes()
    guard let first = hashes.first?.view, first.orientation == .original, first.background == .ignored,
      first.variant == nil
    else {
      throw MessageError(expected: "the hash of the picture as stored")
    }
    self.init(info: info, decode: decode, hashes: hashes)
  }
}

extension HashedPart {
  private enum Kind: CaseIterable {
    case picture, failure, further
  }

  func write(to writer: inout MessageWriter) {
    switch self {
    case .first(.success(let picture)):
      writer.choice(Kind.picture)
      picture.write(to: &writer)
    case .first(.failure(let error)):
      writer.choice(Kind.failure)
      error.write(to: &writer)
    case .further(let further):
      writer.choice(Kind.further)
      further.write(to: &writer)
    }
  }

  init(from reader: inout MessageReader) throws(MessageError) {
    let kind: Kind = try reader.choice()
    switch kind {
    case .picture: self = .first(.success(try HashedPicture(from: &reader)))
    case .failure: self = .first(.failure(try DecodeError(from: &reader)))
    case .further: self = .further(try FurtherHashes(from: &reader))
    }
  }
}

extension FurtherHashes {
  func write(to writer: inout MessageWriter) {
    count.write(to: &writer)
    writer.number(warningCount)
    writer.hashes(hashes)
  }

  init(from reader: inout MessageReader) throws(MessageError) {
    self.init(
      count: try PictureCount(from: &reader), warningCount: try reader.number(in: 0...Int(UInt32.max)),
      hashes: try reader.hashes())
  }
}

extension MessageWriter {
  fileprivate mutating func hashes(_ hashes: [ViewHash]) { list(hashes) { $1.write(to: &$0) } }
}

extension MessageReader {
  /// Most hashes of one file: a thousand pictures and one more, by all recipes, laid down in all ways over
  /// everything, and all variants of those that have any.
  static let hashCountMax =
    1_001 * HashRecipe.allCases.count * Orientation.allCases.count * Background.allCases.count
    + VariantSet.pictureCountMax * VariantSet.hashCountMax

  fileprivate mutating func hashes() throws(MessageError) -> [ViewHash] {
    try list(countMax: Self.hashCountMax) { reader throws(MessageError) in try ViewHash(from: &reader) }
  }
}

extension ViewHash {
  fileprivate func write(to writer: inout MessageWriter) {
    writer.choice(view.orientation)
    writer.choice(view.background)
    writer.choice(view.recipe)
    writer.optional(view.frame) { $1.write(to: &$0) }
    writer.optional(view.variant) { $1.write(to: &$0) }
    hash.write(to: &writer)
    writer.number(margin)
    writer.flag(isFramed)
  }

  fileprivate init(from reader: inout MessageReader) throws(MessageError) {
    let view = PictureView(
      orientation: try reader.choice(), background: try reader.choice(), recipe: try reader.choice(),
      frame: try reader.optional { reader throws(MessageError) in try PictureFrame(from: &reader) },
      variant: try reader.optional { reader throws(MessageError) in try PictureVariant(from: &reader) })
    self.init(
      view: view, hash: try QualifiedHash(from: &reader), margin: try reader.number(in: 0...PDQHash.bitCount),
      isFramed: try reader.flag())
  }
}

extension QualifiedHash {
  func write(to writer: inout MessageWriter) {
    for word in [hash.words.0, hash.words.1, hash.words.2, hash.words.3] { writer.number(word) }
    writer.number(quality)
    writer.number(stability)
    writer.flag(isInformative)
  }

  init(from reader: inout MessageReader) throws(MessageError) {
    let words = (try reader.word(), try reader.word(), try reader.word(), try reader.word())
    self.init(
      hash: PDQHash(words: words), quality: try reader.number(in: 0...100),
      stability: try reader.number(in: 0...PDQHash.bitCount), isInformative: try reader.flag())
  }
}

extension PictureFrame {
  /// Stands for a thumbnail where a number is expected; auxiliary pictures go on from there, downwards.
  private static let thumbnailNumber = -1

  fileprivate func write(to writer: inout MessageWriter) {
    switch self {
    case .number(let number): writer.number(number)
    case .auxiliary(let number): writer.number(Self.thumbnailNumber - 1 - number)
    case .thumbnail: writer.number(Self.thumbnailNumber)
    }
  }

  fileprivate init(from reader: inout MessageReader) throws(MessageError) {
    switch try reader.number(in: -Int(Int32.max)...Int(Int32.max)) {
    case Self.thumbnailNumber: self = .thumbnail
    case let number where number < 0: self = .auxiliary(Self.thumbnailNumber - 1 - number)
    case let number: self = .number(number)
    }
  }
}

extension PictureInfo {
  private static let countRange = 0...Int(UInt32.max)
  private static let damageByteCountMax = 4096

  func write(to writer: inout MessageWriter) {
    writer.number(PictureFormat.known.firstIndex(of: format) ?? PictureFormat.known.count)
    writer.number(width)
    writer.number(height)
    writer.optional(exifTag) { $0.number($1) }
    writer.flag(hasTransparency)
    writer.number(warningCount)
    writer.flag(isTruncated)
    writer.optional(presentRowCount) { $0.number($1) }
    writer.optional(damage) { $0.text($1) }
    writer.optional(unturned) { $1.write(to: &$0) }
    pictures.write(to: &writer)
  }

  init(from reader: inout MessageReader) throws(MessageError) {
    let format = PictureFormat.known[try reader.number(in: 0...PictureFormat.known.count - 1)]
    self.init(
      format: format, width: try reader.number(in: Self.countRange),
      height: try reader.number(in: Self.countRange),
      exifTag: try reader.optional { reader throws(MessageError) in try reader.number(in: 1...8) },
      hasTransparency: try reader.flag(), warningCount: try reader.number(in: Self.countRange),
      isTruncated: try reader.flag())
    presentRowCount = try reader.optional { reader throws(MessageError) in
      try reader.number(in: Self.countRange)
    }
    damage = try reader.optional { reader throws(MessageError) in
      try reader.text(byteCountMax: Self.damageByteCountMax)
    }
    unturned = try reader.optional { reader throws(MessageError) in
      try DecodeError.Reason(from: &reader)
    }
    pictures = try PictureCount(from: &reader)
  }
}

extension PictureCount {
  private static let range = 0...Int(UInt32.max)

  fileprivate func write(to writer: inout MessageWriter) {
    writer.number(total)
    writer.number(judged)
    writer.number(auxiliary)
    writer.list(damaged.sorted()) { $1.write(to: &$0) }
  }

  fileprivate init(from reader: inout MessageReader) throws(MessageError) {
    self.init(
      total: try reader.number(in: Self.range), judged: try reader.number(in: Self.range),
      auxiliary: try reader.number(in: Self.range),
      damaged: Set(
        try reader.list(countMax: 1_001) { reader throws(MessageError) in try PictureFrame(from: &reader) }))
  }
}
