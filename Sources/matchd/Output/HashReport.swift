import ContentDigests
import HashCore
import MatchProtocol

/// Writes what `hash` prints: tab-separated lines or JSON objects.
struct HashReport {
  let json: Bool
  let allOrientations: Bool
  private var output = OutputStream.standard
  private var failed = false

  init(json: Bool, allOrientations: Bool) {
    self.json = json
    self.allOrientations = allOrientations
  }

  mutating func add(_ picture: ReadPicture, path: String) throws {
    if picture.trouble != nil { failed = true }
    if json { try addObjects(picture, path) } else { try addLines(picture, path) }
  }

  /// - Throws: `ExitStatus.failure` if any file had no hash.
  mutating func finish() throws {
    try output.flush()
    if failed { throw ExitStatus.failure }
  }

  private mutating func addLines(_ picture: ReadPicture, _ path: String) throws {
    if let trouble = picture.trouble {
      try output.flush()
      return StandardError.line("\(path): \(trouble.message)")
    }
    for viewHash in picture.hashes {
      let line = "\(viewHash.hash.hash)\t\(viewHash.hash.quality)\t\(path)"
      try output.line(allOrientations ? "\(line)\t\(viewHash.view.orientation.rawValue)" : line)
    }
  }

  private mutating func addObjects(_ picture: ReadPicture, _ path: String) throws {
    guard !picture.hashes.isEmpty else {
      return try output.line(object(picture, path, nil).text)
    }
    for viewHash in picture.hashes { try output.line(object(picture, path, viewHash).text) }
  }

  private func object(
    _ picture: ReadPicture, _ path: String, _ viewHash: ViewHash?
  ) -> JSONObject {
    var object = JSONObject()
    object.set("path", path)
    if let viewHash {
      object.set(Self.hashKey(picture), "\(viewHash.hash.hash)")
      object.set("quality", viewHash.hash.quality)
      if picture.hashed?.decode == .exact { Self.describeWorth(viewHash.hash, in: &object) }
      let view = viewHash.view
      if view.recipe != .full { object.set("protocol", view.recipe.rawValue) }
      if allOrientations { object.set("orientation", view.orientation.rawValue) }
    }
    Self.describe(picture, in: &object)
    if let count = picture.pictures {
      let orientation = viewHash?.view.orientation ?? .original
      let further = picture.further.filter { $0.view.orientation == orientation }
      Self.describe(count, further, in: &object)
    }
    if let trouble = picture.trouble { object.set("error", Self.errorObject(trouble)) }
    return object
  }

  /// `pdq` is only ever the exact hash of a whole picture.
  private static func hashKey(_ picture: ReadPicture) -> String {
    let kind: ReplyHash.Kind =
      if picture.trouble != nil { .damaged } else { picture.hashed?.decode == .fast ? .fast : .exact }
    return kind.rawValue
  }

  private static func describe(_ picture: ReadPicture, in object: inout JSONObject) {
    if let info = picture.info {
      object.set("width", info.width)
      object.set("height", info.height)
      object.set("format", info.format.name)
    }
    object.set("md5", picture.digests?.md5.hex)
    object.set("sha1", picture.digests?.sha1.hex)
    object.set("sha256", picture.digests?.sha256.hex)
    guard let info = picture.info else { return }
    object.set("exif_orientation", info.exifTag ?? 1)
    object.set("decode", picture.hashed?.decode.rawValue)
    object.set("warnings", info.warningCount)
    object.set("transparency", flag: info.hasTransparency)
    object.set("damaged", flag: !info.isWhole)
    object.set("unfinished", info.unfinished.map { "\(DecodeError($0))" })
  }

  /// How many pictures the file holds, and the hashes of those after the first, laid down the same way.
  private static func describe(_ count: PictureCount, _ further: [ViewHash], in object: inout JSONObject) {
    if count.total > 1 {
      object.set("pictures", count.total)
      object.set("pictures_judged", count.judged)
    }
    if count.auxiliary > 0 { object.set("pictures_auxiliary", count.auxiliary) }
    if !further.isEmpty { object.set("frames", further.map { frameObject($0, count) }) }
  }

  private static func frameObject(_ viewHash: ViewHash, _ pictures: PictureCount) -> JSONObject {
    var object = JSONObject()
    guard let frame = viewHash.view.frame else { return object }
    object.set("frame", frame.word)
    if case .auxiliary = frame { object.set("auxiliary", flag: true) }
    let kind: ReplyHash.Kind = pictures.damaged.contains(frame) ? .damaged : .exact
    object.set(kind.rawValue, "\(viewHash.hash.hash)")
    object.set("quality", viewHash.hash.quality)
    describeWorth(viewHash.hash, in: &object)
    return object
  }

  /// What exact coefficients say of a hash beside its quality.
  private static func describeWorth(_ hash: QualifiedHash, in object: inout JSONObject) {
    object.set("stability", hash.stability)
    object.set("uninformative", flag: !hash.isInformative)
  }

  private static func errorObject(_ trouble: PictureTrouble) -> JSONObject {
    var error = JSONObject()
    error.set("code", trouble.code)
    error.set("class", "fix")
    error.set("msg", trouble.message)
    return error
  }
}
