/// What is known about a picture apart from its hash.
public struct PictureInfo: Hashable, Sendable {
  public var format: PictureFormat
  /// Size in pixels as stored, before any EXIF orientation is applied.
  public var width: Int
  public var height: Int
  /// The EXIF orientation tag, 1...8; `nil` where there is none that can be read.
  public var exifTag: Int?
  /// Whether at least one pixel is not fully opaque. Known after decoding; `false` before.
  public var hasTransparency: Bool
  /// Complaints of the decoder: bytes after the end, a missing end marker, broken optional chunks, checksums
  /// that disagree, and whatever there was of missing or damaged data.
  public var warningCount: Int
  /// Whether the input ended before the last rows: what is missing was filled with gray, so the hash may not
  /// speak for the picture.
  public var isTruncated: Bool
  /// Of a truncated picture the rows that there are data for; `nil` where that cannot be told, as of one
  /// whose rows come in several scans or passes.
  public var presentRowCount: Int?
  /// What was found where pixels should be, in words, whose data decoded only with errors: corrupt codes,
  /// lost synchronisation, stretches that belong to no pixel. The hash may not speak for the picture. `nil`
  /// where nothing was.
  public var damage: String?
  /// Why the picture was hashed as it is stored alone, although it was to be turned too; `nil` where it was.
  public var unturned: DecodeError.Reason?
  /// Why the file's further pictures were not all come to: the decoder of one of them crashed, or took more
  /// than its time. `nil` where they were.
  public var unfinished: DecodeError.Reason?
  /// How many pictures the file holds; one, unless all were asked for.
  public var pictures = PictureCount()

  public init(
    format: PictureFormat, width: Int, height: Int, exifTag: Int? = nil, hasTransparency: Bool = false,
    warningCount: Int = 0, isTruncated: Bool = false, damage: String? = nil
  ) {
    self.format = format
    self.width = width
    self.height = height
    self.exifTag = exifTag
    self.hasTransparency = hasTransparency
    self.warningCount = warningCount
    self.isTruncated = isTruncated
    self.damage = damage
  }

  /// Whether every pixel was decoded from sound data, so that the hash speaks for the picture.
  public var isWhole: Bool { !isTruncated && damage == nil }

  /// What there is of a truncated picture, in words.
  public var truncation: String {
    presentRowCount.map { "expected data for \(height) rows, found them for \($0)" }
      ?? "expected all rows of the picture, found the end of its data"
  }

  /// How the stored pixels have to be turned so that the picture stands upright.
  public var exifOrientation: Orientation { Orientation(exifTag: exifTag ?? 1) }
}

extension PictureInfo {
  /// `nil` where the input ended before its size was known.
  init?(_ format: PictureFormat, _ header: PictureHeader) {
    guard header.width > 0, header.height > 0 else { return nil }
    self.init(format: format, width: header.width, height: header.height)
  }

  /// Takes in what is known after the last row.
  mutating func note(_ condition: PictureCondition, beside metadata: PictureMetadata = PictureMetadata()) {
    warningCount = metadata.warningCount(condition)
    isTruncated = condition.isTruncated
    presentRowCount = condition.presentRowCount
    damage = condition.damage
  }
}
