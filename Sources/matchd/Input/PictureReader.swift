import ContentDigests
import HashCore
import Matcher
import Platform

/// Reads picture files and hashes them, one after the other.
struct PictureReader {
  private let hasher: any HashSource
  private let limits: DecodeLimits
  private let computesDigests: Bool

  init(_ decoding: DecodeArguments, computesDigests: Bool = false) throws(Failure) {
    limits = decoding.limits
    hasher = try decoding.hashSources(cellCount: 1)()
    self.computesDigests = computesDigests
  }

  mutating func read(_ path: PathArgument, _ request: HashRequest) -> ReadPicture {
    do throws(FileError) {
      let file = try path.openedRegular()
      let bytes = try file.readAll(byteCountMax: limits.encodedByteCountMax)
      if bytes.count > limits.encodedByteCountMax { return try tooLarge(file, after: bytes) }
      return hashed(bytes, request)
    } catch {
      return ReadPicture(digests: nil, hashed: nil, trouble: .unreadable(error))
    }
  }

  /// A file that is too large to be decoded. It has digests all the same, which need no more memory than a
  /// piece of it.
  ///
  /// - Parameter start: what was read of it.
  private func tooLarge(_ file: InputFile, after start: [UInt8]) throws(FileError) -> ReadPicture {
    var byteCount = max(start.count, file.byteCount)
    var digests: FileDigests?
    if computesDigests {
      var digester = FileDigester()
      byteCount = 0
      var piece = start
      while !piece.isEmpty {
        // SAFETY: a byte has no padding.
        digester.update(unsafe piece.span.bytes)
        byteCount += piece.count
        piece = try file.read(1 << 20)
      }
      digests = digester.finish()
    }
    let reason = DecodeError.Reason.tooLarge(
      what: "encoded bytes", limit: limits.encodedByteCountMax, found: byteCount)
    return ReadPicture(digests: digests, hashed: nil, trouble: .undecodable(DecodeError(reason)))
  }

  private func hashed(_ bytes: [UInt8], _ request: HashRequest) -> ReadPicture {
    // SAFETY: a byte has no padding.
    let content = unsafe bytes.span.bytes
    let digests = computesDigests ? FileDigests(of: content) : nil
    do throws(DecodeError) {
      let picture = try hasher.hash(content, request)
      if let reason = picture.info.unturned { throw DecodeError(reason, info: picture.info) }
      return ReadPicture(digests: digests, hashed: picture, trouble: PictureTrouble(picture.info))
    } catch {
      return ReadPicture(digests: digests, hashed: nil, trouble: .undecodable(error))
    }
  }
}

/// What came out of one picture file.
struct ReadPicture {
  /// `nil` where they were not asked for, or the file could not be read.
  var digests: FileDigests?
  /// Also there for a truncated or damaged picture, together with `trouble`.
  var hashed: HashedPicture?
  /// Why there is no hash to rely on.
  var trouble: PictureTrouble?

  /// What the header said, where it could be read.
  var info: PictureInfo? {
    if case .undecodable(let error) = trouble { return error.info }
    return hashed?.info
  }

  /// How many pictures the file holds; `nil` where none could be looked for.
  var pictures: PictureCount? {
    if case .undecodable(let error) = trouble { return error.further?.count }
    return hashed?.info.pictures
  }

  /// The hashes of its pictures after the first.
  var further: [ViewHash] {
    if case .undecodable(let error) = trouble { return error.further?.hashes ?? [] }
    return hashed?.ofFurther ?? []
  }

  /// The hashes of the file's first picture, as stored first, then the other views; empty where there are
  /// none.
  var hashes: [ViewHash] { hashed?.ofFirst ?? [] }
}

/// Why a picture file has no hash.
enum PictureTrouble {
  case unreadable(FileError)
  case undecodable(DecodeError)
  /// `found` says how much is there.
  case truncated(found: String)
  /// The data decoded only with errors; `found` names the first.
  case damaged(found: String)

  /// `nil` for a picture whose hash can be relied on.
  init?(_ info: PictureInfo) {
    if info.isTruncated {
      self = .truncated(found: info.truncation)
    } else if let damage = info.damage {
      self = .damaged(found: damage)
    } else {
      return nil
    }
  }

  var message: String {
    switch self {
    case .unreadable(let error): error.message
    case .undecodable(let error): error.description
    case .truncated(let found): "truncated: \(found)"
    case .damaged(let found): "damaged: expected pixels that decode without errors, found \(found)"
    }
  }

  /// Why `scan` would not judge it; `nil` where the file could not be read.
  var reason: UnjudgedReason? {
    switch self {
    case .unreadable: nil
    case .undecodable(let error): UnjudgedReason(error)
    case .truncated: .truncated
    case .damaged: .damaged
    }
  }

  /// The error code in JSON.
  var code: String { (reason?.rawValue ?? "unreadable").uppercased() }
}
