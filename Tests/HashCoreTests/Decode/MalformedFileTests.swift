import Foundation
import HashCore
import TestSupport
import Testing

/// Files that are wrong in one way each (`Vectors/malformed`): each has the outcome its table names.
struct MalformedFileTests {
  @Test("every malformed file has its documented outcome")
  func outcomes() throws {
    let hasher = PictureHasher()
    let rows = try Vectors.rows(of: "malformed/expected.tsv")
    #expect(rows.count > 60)
    for row in rows {
      let expected = row[1].components(separatedBy: " or ")
      let found = outcome(of: try Vectors.bytes(row[0]), hasher)
      #expect(expected.contains(found), "\(row[0]): \(row[2])")
    }
  }

  @Test("a hasher that met a malformed file still hashes the next one exactly")
  func recovery() throws {
    let hasher = PictureHasher()
    let sound = try ["pictures/jpeg/420.jpg", "pictures/png/rgb-8.png"].map { try Vectors.bytes($0) }
    let expected = try sound.map { try PictureHasher().hash($0).primary }
    for row in try Vectors.rows(of: "malformed/expected.tsv") {
      _ = outcome(of: try Vectors.bytes(row[0]), hasher)
      #expect(try sound.map { try hasher.hash($0).primary } == expected, "after \(row[0])")
    }
  }

  @Test("errors say what was expected and found, in one line, and the size where it is known")
  func messages() throws {
    var refusedCount = 0
    for row in try Vectors.rows(of: "malformed/expected.tsv") {
      do { _ = try PictureHasher().hash(Vectors.bytes(row[0])) } catch let error as DecodeError {
        refusedCount += 1
        #expect(error.description.contains("expected") && error.description.contains("found"))
        #expect(!error.description.contains("\n"))
      }
    }
    #expect(refusedCount > 30)
    let error = #expect(throws: DecodeError.self) {
      try PictureHasher().hash(Vectors.bytes("malformed/sides-100000.png"))
    }
    #expect(error?.info?.width == 100_000 && error?.info?.height == 100_000)
    #expect(error?.description == "expected at most 200000000 pixels, found 10000000000")
  }

  @Test(
    "cutting a picture anywhere never gives a clean answer",
    arguments: [
      "jpeg/odd-17x9.jpg", "png/adam7-7x6.png", "jpeg/matrix-64x64.jpg", "png/matrix-64x64.png",
      "webp/odd-17x9.webp", "webp/odd-17x9-lossless.webp", "webp/matrix-64x64.webp",
      "webp/matrix-64x64-lossless.webp", "gif/odd-17x9.gif", "gif/smallest-5x5.gif", "gif/matrix-64x64.gif",
      "bmp/odd-17x9.bmp", "bmp/smallest-5x5.bmp", "bmp/matrix-64x64.bmp", "bmp/runs-4.bmp",
      "ico/bitmap-4.ico",
    ])
  func cuts(path: String) throws {
    let hasher = PictureHasher()
    let whole = try Vectors.bytes("pictures/\(path)")
    let expected = try hasher.hash(whole).primary
    #expect(outcome(of: whole, hasher) == "clean")
    for count in whole.indices {
      let cut = Array(whole[..<count])
      let found = outcome(of: cut, hasher)
      #expect(found != "clean", "cut to \(count) of \(whole.count) bytes")
      // Where no row is said to be missing, none is.
      if found == "warnings" { #expect(try hasher.hash(cut).primary == expected, "cut to \(count)") }
    }
  }

  @Test("an image without width, and icons that are the same bytes again and again, are refused and counted")
  func crafted() throws {
    var image = try Vectors.bytes("pictures/gif/local-table.gif")
    let descriptor = try #require(image.firstIndex(of: 0x2C))
    image.replaceSubrange(descriptor + 5..<descriptor + 7, with: [0, 0])
    #expect(outcome(of: image, PictureHasher()) == "corrupt")
    let icon = try Vectors.bytes("pictures/ico/bitmap-8.ico")
    let count = 300
    var entry = Array(icon[6..<22])
    entry.replaceSubrange(12..<16, with: [UInt8((6 + 16 * count) & 255), UInt8((6 + 16 * count) >> 8), 0, 0])
    let directory = [0, 0, 1, 0, UInt8(count & 255), UInt8(count >> 8)]
    let many = directory + Array(repeatElement(entry, count: count).joined()) + icon[22...]
    let pictures = try PictureHasher().hash(many, HashRequest(allPictures: true)).info.pictures
    #expect(pictures.total == count && pictures.judged < 4)
  }

  @Test("a picture that misses only its end keeps its hash")
  func missingEnd() throws {
    let hasher = PictureHasher()
    for (sound, damaged) in [
      ("jpeg/420.jpg", "end-marker-missing.jpg"), ("png/rgb-8.png", "end-missing.png"),
      ("png/rgb-8.png", "rows-cut-off-checksum.png"),
    ] {
      let expected = try hasher.hash(Vectors.bytes("pictures/\(sound)")).primary
      #expect(try hasher.hash(Vectors.bytes("malformed/\(damaged)")).primary == expected, "\(damaged)")
    }
  }

  @Test("a wrong checksum or window over pixels that are sound leaves the hash as it is")
  func forgiven() throws {
    let hasher = PictureHasher()
    for (sound, names) in [
      (
        "rgb-8",
        ["header-checksum", "data-checksum", "adler-wrong", "adler-overwritten", "window-too-small"]
      ), ("rgb-8-adam7", ["adler-wrong-adam7"]), ("palette-8", ["palette-checksum"]),
    ] {
      let expected = try hasher.hash(Vectors.bytes("pictures/png/\(sound).png")).primary
      for name in names {
        #expect(try hasher.hash(Vectors.bytes("malformed/\(name).png")).primary == expected, "\(name)")
      }
    }
  }

  @Test("a transparency chunk with a wrong checksum still tells what is transparent")
  func forgivenTransparency() throws {
    let request = HashRequest(backgrounds: true)
    let sound = try PictureHasher().hash(Vectors.bytes("pictures/png/palette-8-trns.png"), request)
    let found = try PictureHasher().hash(Vectors.bytes("malformed/transparency-checksum.png"), request)
    #expect(sound.hashes.count > 1 && found.hashes == sound.hashes)
  }

  @Test(
    "what is damaged is said in words",
    arguments: [
      ("bytes-before-end.jpg", "extraneous bytes"), ("noise-in-scan.jpg", "a block beyond"),
      ("restart-number-wrong.jpg", "found marker 0xd5"),
      ("quantiser-zero.jpg", "a quantiser of 0"), ("data-split.png", "another chunk"),
      ("pixels-changed.png", "both of their checksums"), ("header-changed.png", "a header"),
      ("palette-changed.png", "colours that disagree"), ("arithmetic-first-scan-empty.jpg", "data that end"),
    ])
  func words(name: String, words: String) throws {
    let info = try PictureHasher().hash(Vectors.bytes("malformed/\(name)")).info
    #expect(info.damage?.contains(words) == true, "\(info.damage ?? "nothing")")
    #expect(info.warningCount > 0 && !info.isTruncated)
  }

  @Test("what the decoder gives up on behind the last row is damage, not the end of a sound picture")
  func badEnd() throws {
    let (first, second) = (
      try Vectors.bytes("pictures/jpeg/420.jpg"), try Vectors.bytes("pictures/jpeg/matrix-64x64.jpg")
    )
    let startOfScan = try #require(second.indices.first { second[$0...].starts(with: [0xFF, 0xDA]) })
    let open = first.dropLast(2)
    let endings: [(String, [UInt8])] = [
      ("another picture", second), ("another scan", Array(second[startOfScan...])),
      ("an unknown marker", [0xFF, 0xF0, 0, 2]),
    ]
    for (name, ending) in endings {
      let found = try PictureHasher().hash(open + ending)
      #expect(found.info.damage != nil, "\(name)")
      #expect(found.primary == (try PictureHasher().hash(first).primary), "\(name)")
    }
  }

  @Test("pixels that no row needs are damage: something shows them to somebody")
  func pixelsToSpare() throws {
    let picture = PNGChunks(try Vectors.bytes("pictures/png/rgb-8.png"))
    let other = PNGChunks(try Vectors.bytes("pictures/png/matrix-64x64.png"))
    let pixels = try #require(picture.places("IDAT").last)
    let sound = try PictureHasher().hash(picture.bytes).primary
    var furtherChunk = picture
    furtherChunk.chunks += other.chunks.filter { $0.name == "IDAT" }
    furtherChunk.chunks.swapAt(furtherChunk.chunks.count - 1, picture.chunks.count - 1)
    var furtherStream = picture
    furtherStream.chunks[pixels].payload += other.chunks[try #require(other.places("IDAT").first)].payload
    for changed in [furtherChunk, furtherStream] {
      let found = try PictureHasher().hash(changed.bytes)
      #expect(found.info.damage != nil)
      #expect(found.primary == sound)
    }
    var flatter = picture
    let height = picture.chunks[0].payload[4..<8].reduce(0) { $0 << 8 | Int($1) } / 2
    flatter.chunks[0].payload.replaceSubrange(4..<8, with: PNGChunks.bytes(of: UInt32(height)))
    let half = try PictureHasher().hash(flatter.bytes)
    #expect(half.info.height == height && half.info.damage != nil)
  }

  @Test(
    "padding behind the pixels of a PNG is a warning",
    arguments: [[UInt8](1...16), .init(repeating: 0, count: 999)])
  func padding(_ padding: [UInt8]) throws {
    var picture = PNGChunks(try Vectors.bytes("pictures/png/rgb-8.png"))
    picture.chunks[try #require(picture.places("IDAT").last)].payload += padding
    let info = try PictureHasher().hash(picture.bytes).info
    #expect(info.damage == nil && info.warningCount == 1)
  }

  @Test(
    "how many rows there are is told where they come one after the other",
    arguments: [
      ("jpeg/420.jpg", true), ("png/rgb-8.png", true), ("png/rgb-8-adam7.png", false),
      ("jpeg/progressive-420.jpg", false),
    ])
  func rowsThatAreThere(path: String, areTold: Bool) throws {
    let whole = try Vectors.bytes("pictures/\(path)")
    let info = try PictureHasher().hash(Array(whole.prefix(whole.count * 3 / 4))).info
    #expect(info.isTruncated)
    #expect((info.presentRowCount != nil) == areTold)
    if let count = info.presentRowCount {
      #expect(count > info.height / 2 && count < info.height)
      #expect(info.truncation == "expected data for \(info.height) rows, found them for \(count)")
    }
  }

  @Test("the rows of a cut picture that are there are decoded")
  func partialRows() throws {
    let hasher = PictureHasher()
    for path in ["jpeg/420.jpg", "png/rgb-8.png", "png/rgb-8-adam7.png", "jpeg/progressive-420.jpg"] {
      let whole = try Vectors.bytes("pictures/\(path)")
      let sound = try hasher.hash(whole).primary.hash
      let hashes = try hasher.hash(Array(whole.dropLast(whole.count / 16)))
      #expect(hashes.info.isTruncated)
      #expect(hashes.primary.hash.distance(to: sound) < 60, "\(path)")
    }
  }

  /// Whatever the answer is: a number from a header that is used before it is checked ends the program.
  @Test("any byte of a header may hold anything", arguments: ["420.jpg", "progressive-420.jpg", "gray.jpg"])
  func headerBytes(name: String) throws {
    let hasher = PictureHasher()
    let whole = try Vectors.bytes("pictures/jpeg/\(name)")
    let parts = try JPEGParts(whole)
    let first = try #require(parts.indices(of: 0xDA).first)
    let headerEnd = parts.parts[...first].map(\.count).reduce(0, +)
    let values: [UInt8] = Proof.isLong ? [0, 1, 4, 5, 12, 20, 63, 64, 128, 200, 255] : [12, 20, 255]
    var answers = 0
    for place in 2..<min(headerEnd, whole.count) {
      for value in values {
        var strange = whole
        strange[place] = value
        answers += outcome(of: strange, hasher).isEmpty ? 0 : 1
      }
    }
    #expect(answers == values.count * (min(headerEnd, whole.count) - 2))
  }

  /// The word that the table uses for what the hasher does with the file.
  private func outcome(of bytes: [UInt8], _ hasher: PictureHasher) -> String {
    do throws(DecodeError) {
      let info = try hasher.hash(bytes).info
      if !info.isWhole { return info.isTruncated ? "rows_missing" : "damaged" }
      return info.warningCount > 0 ? "warnings" : "clean"
    } catch {
      switch error.reason {
      case .empty: return "empty"
      case .unsupportedFormat: return "unsupported_format"
      case .tooLarge: return "too_large"
      case .tooSmall: return "too_small"
      case .truncated: return "truncated"
      case .corrupt: return "corrupt"
      case .outOfMemory: return "out of memory"
      case .timeout, .crashed: return "ended"
      }
    }
  }
}
