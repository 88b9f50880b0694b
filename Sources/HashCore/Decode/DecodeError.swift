/// Why a picture has no hash.
public struct DecodeError: Error, Hashable, CustomStringConvertible {
  public var reason: Reason
  /// What the header said, where it could be read.
  public var info: PictureInfo?
  /// What could have been decoded; the description names them.
  public var formats: [PictureFormat]
  /// What there is of the file's other pictures, where it is the first one that has no hash, others are there
  /// and all were asked for.
  public var further: FurtherHashes?

  public init(
    _ reason: Reason, info: PictureInfo? = nil, formats: [PictureFormat] = PictureFormat.decoded
  ) {
    self.reason = reason
    self.info = info
    self.formats = formats
  }

  public enum Reason: Hashable, Sendable {
    /// No bytes at all.
    case empty
    /// Not a picture, not one of the formats that are decoded, or a variety of one that
    /// its library does not decode. `isPicture`: a picture all the same, which other programs show.
    case unsupportedFormat(found: String, isPicture: Bool = false)
    /// A limit is exceeded; `what` is in the plural: "encoded bytes", "pixels", "pixels a side", "scans".
    case tooLarge(what: String, limit: Int, found: Int)
    /// Fewer than 5 pixels a side: the hash is not defined.
    case tooSmall(width: Int, height: Int)
    /// The input ends before the first row of pixels.
    case truncated(expected: String, found: String)
    /// The input breaks its format where nothing sensible can be made of it.
    case corrupt(expected: String, found: String)
    /// The machine has no memory left for this picture.
    case outOfMemory
    /// Decoding was stopped: it took more than its time on a clock, "processor" or "wall".
    case timeout(clock: String, secondsMax: Int)
    /// What decoded it came to an untimely end; `found` says how. Only where that is another process.
    case crashed(found: String)
  }

  /// Whether the file is a picture, of a format or a variety that is not decoded.
  public var isUnreadPicture: Bool {
    if case .unsupportedFormat(_, let isPicture) = reason { isPicture } else { false }
  }

  /// One line: what was expected, what was found.
  public var description: String {
    switch reason {
    case .empty: "expected \(anyPicture), found no bytes"
    case .unsupportedFormat(let found, _): "expected \(anyPicture), found \(found)"
    case .tooLarge(let what, let limit, let found): "expected at most \(limit) \(what), found \(found)"
    case .tooSmall(let width, let height):
      "expected at least \(DecodeLimits.sideMin) x \(DecodeLimits.sideMin) pixels, found \(width) x \(height)"
    case .truncated(let expected, let found): "truncated: expected \(expected), found \(found)"
    case .corrupt(let expected, let found): "corrupt: expected \(expected), found \(found)"
    case .outOfMemory: "expected enough memory to decode this picture, found none left"
    case .timeout(let clock, let secondsMax):
      "expected at most \(secondsMax) s of \(clock) time to decode this picture in, found more"
    case .crashed(let found): "expected a decoder that reads this picture to its end, found \(found)"
    }
  }

  /// "a ... or ... picture", every format named.
  private var anyPicture: String {
    let titles = formats.map(\.title)
    let last = titles.last ?? "decodable"
    return titles.count < 2
      ? "a \(last) picture" : "a \(titles.dropLast().joined(separator: ", ")) or \(last) picture"
  }
}
