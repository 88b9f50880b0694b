import Foundation
import HashCore
import TestSupport
import Testing

/// A format is one file and one line: one that the library never heard of passes through all of it.
struct DecoderRegistryTests {
  private static let registry = DecoderRegistry(DecoderRegistry.standard.types + [PGMDecoder.self])
  private let hasher = PictureHasher(registry: registry)
  private let plane = Plane.blobs(seed: 5, width: 311, height: 270)

  @Test("a picture of a new format has the hashes of its plane, turned too")
  func hashes() throws {
    let picture = try hasher.hash(plane.pgm, HashRequest(orientations: Set(Orientation.allCases)))
    #expect(picture.hashes.map(\.view.orientation) == Orientation.allCases)
    for found in picture.hashes {
      #expect(found.hash == ReferencePDQ(plane.turned(found.view.orientation)).hash)
    }
    #expect(picture.info == PictureInfo(format: PGMDecoder.format, width: 311, height: 270))
    #expect(picture.info.format.name == "pgm")
  }

  @Test("a format that offers reduced rows takes the fast path")
  func fastPath() throws {
    let large = Plane.blobs(seed: 6, width: 577, height: 512)
    let found = try #require(try hasher.comparison(large.pgm))
    #expect(found.isSafe && found.exact == ReferencePDQ(large).hash)
    #expect(try hasher.comparison(Array(large.pgm.dropLast())) == nil)
    #expect(try hasher.comparison(plane.pgm) == nil)
  }

  @Test("the condition that its decoder found is reported")
  func condition() throws {
    #expect(try hasher.hash(plane.pgm + [0]).info.warningCount == 1)
    let cut = try hasher.hash(Array(plane.pgm.dropLast(plane.width * 20)))
    #expect(cut.info.isTruncated && cut.primary != ReferencePDQ(plane).hash)
  }

  @Test("limits hold for every format, its own among them")
  func limits() throws {
    let strict = PictureHasher(
      limits: DecodeLimits(encodedByteCountMax: 100_000, pixelCountMax: 64), registry: Self.registry)
    let cases: [(file: String, reason: DecodeError.Reason)] = [
      ("P5 9 8 255 ", .tooLarge(what: "pixels", limit: 64, found: 72)),
      ("P5 2001 5 255 ", .tooLarge(what: "pixels a side", limit: 2000, found: 2001)),
      ("P5 9 4 255 ", .tooSmall(width: 9, height: 4)),
      (
        String(repeating: "P5", count: 50_001),
        .tooLarge(what: "encoded bytes", limit: 100_000, found: 100_002)
      ),
    ]
    for (file, reason) in cases {
      let error = #expect(throws: DecodeError.self) { try strict.hash(Array(file.utf8)) }
      #expect(error?.reason == reason)
    }
  }

  @Test("pictures of formats that are not decoded are told from what is no picture", arguments: [0x8A, 0x8B])
  func foreignFormats(first: UInt8) throws {
    let name = first == 0x8A ? "MNG" : "JNG"
    let error = #expect(throws: DecodeError.self) {
      try PictureHasher().hash([first] + Array("\(name)\r\n\u{1A}\n".utf8) + [0, 0, 0, 16])
    }
    #expect(error?.isUnreadPicture == true && error?.description.contains(name) == true)
  }

  @Test(
    "what a file is instead is said, and whether anybody would see a picture",
    arguments: [
      ("an SVG drawing", true, Array("<?xml version=\"1.0\"?>\n<!-- a --><svg xmlns=\"\">".utf8)),
      ("an SVG drawing", true, [0xEF, 0xBB, 0xBF] + Array("<svg/>".utf8)),
      ("text", false, Array("see <b>the <svg> tag</b>".utf8)),
      ("text", false, Array("BM is two letters".utf8)),
      ("a JPEG XL picture", true, [0xFF, 0x0A, 0x10, 0]),
      ("a JPEG XL picture", true, [0, 0, 0, 12] + Array("JXL \r\n".utf8)),
      ("a JPEG 2000 picture", true, [0xFF, 0x4F, 0xFF, 0x51, 0]),
      ("a camera's raw picture", true, Array("II*\0".utf8) + [16, 0, 0, 0] + Array("CR\u{2}\0".utf8)),
      ("a camera's raw picture", true, Array("II\u{1A}\0\0\0HEAPCCDR".utf8)),
      ("an ILBM picture", true, Array("FORM....ILBM".utf8)),
      ("an AIFF sound", false, Array("FORM....AIFF".utf8)),
      ("a DICOM picture", true, [UInt8](repeating: 0, count: 128) + Array("DICM".utf8)),
      ("a TIFF picture", true, Array("MM\0*".utf8)),
      ("a Photoshop document", true, Array("8BPS\0\u{1}".utf8)),
      ("a HEIF picture", true, [0, 0, 0, 24] + Array("ftypheic".utf8)),
      ("a video or another ISO media file", false, [0, 0, 0, 24] + Array("ftypmp42".utf8)),
      ("a Matroska or WebM video", false, [0x1A, 0x45, 0xDF, 0xA3]),
      ("an AVI video", false, Array("RIFF....AVI ".utf8)), ("a WAV sound", false, Array("RIFF....WAVE".utf8)),
      ("a PDF document", false, Array("%PDF-1.7".utf8)), ("a ZIP archive", false, Array("PK\u{3}\u{4}".utf8)),
      ("a tar archive", false, [UInt8](repeating: 0x61, count: 257) + Array("ustar".utf8)),
    ])
  func foreign(description: String, isPicture: Bool, bytes: [UInt8]) throws {
    let error = #expect(throws: DecodeError.self) { try PictureHasher().hash(bytes) }
    #expect(error?.reason == .unsupportedFormat(found: description, isPicture: isPicture))
  }

  @Test("errors name the formats of the registry")
  func wording() throws {
    let alone = PictureHasher(registry: DecoderRegistry([PGMDecoder.self]))
    let all = "JPEG, PNG, WebP, GIF, BMP"
    let found: [(PictureHasher, [UInt8], String)] = [
      (hasher, [], "expected a \(all), ICO or PGM picture, found no bytes"),
      (hasher, Array("P6 9".utf8), "expected a \(all), ICO or PGM picture, found a PPM picture"),
      (alone, Array("II*\0".utf8), "expected a PGM picture, found a TIFF picture"),
      (PictureHasher(), plane.pgm, "expected a \(all) or ICO picture, found a PGM picture"),
      (PictureHasher(), Array("hello".utf8), "expected a \(all) or ICO picture, found text"),
      (
        alone, try Vectors.bytes("pictures/png/rgb-8.png"),
        "expected a PGM picture, found bytes of an unknown format"
      ),
    ]
    for (hasher, bytes, message) in found {
      let error = #expect(throws: DecodeError.self) { try hasher.hash(bytes) }
      #expect(error?.description == message)
    }
  }

  @Test("the other formats are decoded as without the new one")
  func others() throws {
    for path in ["pictures/jpeg/420.jpg", "pictures/png/rgb-8.png"] {
      let bytes = try Vectors.bytes(path)
      #expect(try hasher.hash(bytes).primary == PictureHasher().hash(bytes).primary)
    }
  }

  @Test("docs/decoding.md has a section for each format and the largest side it takes")
  func documents() throws {
    let text = try String(
      contentsOf: Repository.root.appending(path: "docs/decoding.md"), encoding: .utf8)
    let sides = try #require(text.split(separator: "\n").first { $0.hasPrefix("| width, height | JPEG") })
    for format in PictureFormat.decoded {
      #expect(text.contains("\n## \(format.title)\n"))
      #expect(sides.replacing(" ", with: "").contains("\(format.title)\(format.sideMax)"), "\(format.title)")
    }
  }
}
