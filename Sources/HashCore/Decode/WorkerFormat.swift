/// A format that a program beside this one decodes, so that its library is in no other process.
public struct WorkerFormat: Hashable, Sendable {
  public let format: PictureFormat
  /// The program that decodes it; the package that installs it has the same name.
  public let program: String
  /// Whether it is decoded only where somebody asks for it.
  public let isOffByDefault: Bool
  private let mark: Mark

  /// What its files begin with.
  private enum Mark: Hashable {
    /// An ISO base media file of one of these brands.
    case brands(Set<String>)
    case oneOf([[UInt8]])
  }

  /// The sides are those that libheif takes.
  public static let heic = WorkerFormat(
    format: PictureFormat(name: "heic", title: "HEIC", sideMax: 32_768, library: "libheif"),
    program: "matchd-heif", isOffByDefault: false,
    mark: .brands([
      "heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs", "mif1", "mif2", "msf1",
    ]))
  public static let avif = WorkerFormat(
    format: PictureFormat(name: "avif", title: "AVIF", sideMax: 32_768, library: "libheif"),
    program: "matchd-heif", isOffByDefault: false, mark: .brands(["avif", "avis"]))
  /// Both orders of bytes, with places of 4 bytes and of 8 (BigTIFF). The sides are far beyond any picture.
  public static let tiff = WorkerFormat(
    format: PictureFormat(name: "tiff", title: "TIFF", sideMax: 1_000_000, library: "libtiff"),
    program: "matchd-tiff", isOffByDefault: true,
    mark: .oneOf(["II*\0", "MM\0*", "II+\0", "MM\0+"].map { Array($0.utf8) }))

  /// In the order in which they are asked: what calls itself both AVIF and HEIC is the first.
  public static let all = [avif, heic, tiff]

  /// Brands beyond these many are not looked at.
  private static let brandCountMax = 64

  /// The format that the first bytes announce; `nil` where it is none of a worker program.
  public static func recognising(_ bytes: RawSpan) -> WorkerFormat? {
    let brands = brands(of: bytes)
    for format in all {
      switch format.mark {
      case .brands(let marks): if !marks.isDisjoint(with: brands) { return format }
      case .oneOf(let marks): for mark in marks where bytes.holds(mark) { return format }
      }
    }
    return nil
  }

  private static func brands(of bytes: RawSpan) -> Set<String> {
    guard bytes.holds("ftyp", at: 4), let boxEnd = bytes.integer(at: 0, byteCount: 4) else { return [] }
    // Behind the major brand stands its version.
    let places = [8] + stride(from: 16, to: min(boxEnd, bytes.byteCount), by: 4).prefix(brandCountMax)
    return Set(places.map { brand(at: $0, in: bytes) })
  }

  /// Where the first file of this format begins, at `start` or behind it, among bytes that may be anything.
  package func firstFile(in bytes: RawSpan, from start: Int, _ budget: inout SearchBudget) -> Int? {
    Self.firstFile(in: bytes, from: start, &budget) { $0 == self }?.start
  }

  /// The format of the first file of a worker program behind the one that the bytes begin with; `nil` where
  /// they begin with such a file themselves.
  public static func first(behind bytes: RawSpan) -> WorkerFormat? {
    var budget = SearchBudget()
    return recognising(bytes) == nil ? firstFile(in: bytes, from: 1, &budget)?.format : nil
  }

  /// The same of those that `isWanted`, which a worker program decodes.
  static func firstFile(
    in bytes: RawSpan, from start: Int, _ budget: inout SearchBudget,
    where isWanted: (WorkerFormat) -> Bool = { _ in true }
  ) -> (start: Int, format: WorkerFormat)? {
    var found: WorkerFormat?
    let start = bytes.firstFile(marked: "ftyp", at: 4, from: start, &budget) { file in
      found = recognising(file)
      return found.map(isWanted) ?? false
    }
    return start.flatMap { start in found.map { (start, $0) } }
  }

  private static func brand(at place: Int, in bytes: RawSpan) -> String {
    String(decoding: (place..<place + 4).compactMap { bytes.byte(at: $0) }, as: UTF8.self)
  }
}

extension PictureFormat {
  /// The formats that are decoded here and in worker programs.
  public static var known: [PictureFormat] { decoded + WorkerFormat.all.map(\.format) }
}
