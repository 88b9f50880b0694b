import Foundation
import HashCore
import TestSupport
import Testing

/// Encoded files against what the reference says about them.
struct PictureHasherTests {

  @Test(
    "every JPEG and PNG of the reference vectors has its hash and quality",
    .enabled(if: SharedVectors.arePresent, SharedVectors.absent))
  func referenceVectors() throws {
    let hasher = PictureHasher()
    let rows = try SharedVectors.rows(of: "vectors.tsv", hasHeader: false)
    #expect(rows.count > 40)
    for row in rows {
      let hashes = try hasher.hash(Vectors.bytes(row[0], in: SharedVectors.root))
      #expect(hashes.primary.hash.description == row[1], "\(row[0])")
      #expect(hashes.primary.quality == Int(row[2]), "\(row[0])")
      #expect(!hashes.info.isTruncated, "\(row[0])")
    }
  }

  @Test(
    "hashes printed by other full-size implementations are met within their own tolerance",
    .enabled(if: SharedVectors.arePresent, SharedVectors.absent))
  func publishedHashes() throws {
    let hasher = PictureHasher()
    let rows = try SharedVectors.rows(of: "published.tsv").filter {
      // The reference clips 16 bits where we take the high byte.
      $0[3].hasPrefix("full") && $0[0] != "te/pytx-resources/I16.png"
    }
    #expect(rows.count > 20)
    for row in rows {
      let tolerance =
        row[3].split(separator: "tol").dropFirst().first.flatMap { Int($0.filter(\.isNumber)) } ?? 0
      let hash = try hasher.hash(Vectors.bytes(row[0], in: SharedVectors.root)).primary.hash
      let published = try #require(PDQHash(row[1]))
      #expect(hash.distance(to: published) <= tolerance, "\(row[0]) \(row[3])")
    }
  }

  @Test("every way to code a JPEG or PNG gives the reference's hash of the decoded picture")
  func ownPictures() throws {
    let hasher = PictureHasher()
    let rows = try Vectors.rows(of: "expected.tsv").filter { $0.count == 6 && Int($0[3]) != nil }
    #expect(rows.count > 100)
    for row in rows where row[1] != "too_small" {
      let hashes = try hasher.hash(Vectors.bytes(row[0]))
      // The binding that wrote the table sums luma in double precision: in a flat picture nothing else is
      // left to hash.
      if row[5] != "flat" { #expect(hashes.primary.hash.description == row[1], "\(row[0])") }
      #expect(hashes.primary.quality == Int(row[2]), "\(row[0])")
      #expect([hashes.info.width, hashes.info.height] == [Int(row[3]), Int(row[4])], "\(row[0])")
      #expect(hashes.decode == .exact && !hashes.info.isTruncated, "\(row[0])")
    }
  }

  @Test("a turned picture is hashed as if its file had been turned")
  func turnedPictures() throws {
    let hasher = PictureHasher()
    let request = HashRequest(orientations: Set(Orientation.allCases))
    let rows = try Vectors.rows(of: "expected_turned.tsv").filter { Orientation(rawValue: $0[1]) != nil }
    #expect(rows.count > 100)
    for (path, rows) in Dictionary(grouping: rows, by: { $0[0] }) {
      let hashes = try hasher.hash(Vectors.bytes(path), request)
      #expect(hashes.decode == .exact)
      var found: [Orientation: QualifiedHash] = [:]
      for turned in hashes.hashes { found[turned.view.orientation] = turned.hash }
      for row in rows {
        let orientation = try #require(Orientation(rawValue: row[1]))
        #expect(found[orientation]?.hash.description == row[2], "\(path) \(row[1])")
      }
    }
  }

  @Test("pictures under 5 pixels a side are too small, not hashed as zeros")
  func tooSmall() throws {
    let rows = try Vectors.rows(of: "expected.tsv").filter { $0.count > 1 && $0[1] == "too_small" }
    #expect(rows.count >= 4)
    for row in rows {
      let error = #expect(throws: DecodeError.self) { try PictureHasher().hash(Vectors.bytes(row[0])) }
      #expect(error?.reason == .tooSmall(width: Int(row[3])!, height: Int(row[4])!), "\(row[0])")
    }
  }

  @Test("the EXIF orientation is reported, and its hash given when asked for", arguments: 1...8)
  func exifOrientation(tag: Int) throws {
    let bytes = try Vectors.bytes("pictures/jpeg/exif-\(tag).jpg")
    let hasher = PictureHasher()
    let plain = try hasher.hash(bytes)
    #expect(plain.info.exifTag == tag && plain.hashes.map(\.view) == [.stored])
    let oriented = try hasher.hash(bytes, HashRequest(exifOriented: true))
    let turned = tag == 1 ? [] : [PictureView(orientation: Orientation(exifTag: tag))]
    #expect(oriented.hashes.map(\.view) == [.stored] + turned)
    let all = try hasher.hash(bytes, HashRequest(orientations: Set(Orientation.allCases)))
    #expect(all.hashes.map(\.view) == Orientation.allCases.map { PictureView(orientation: $0) })
    for viewHash in oriented.hashes { #expect(all.hashes.contains(viewHash)) }
  }

  @Test("one hasher gives the same answers in any order of pictures")
  func reuse() throws {
    let paths = [
      "jpeg/cmyk-adobe.jpg", "png/rgba-16.png", "jpeg/gray.jpg", "png/palette-4-trns-adam7.png",
      "jpeg/odd-17x9.jpg",
      "jpeg/progressive-large.jpg", "png/gray-1.png", "jpeg/ycck-420.jpg",
    ].map { "pictures/\($0)" }
    let request = HashRequest(orientations: [.rot90], backgrounds: true)
    let alone = try paths.map { try PictureHasher().hash(Vectors.bytes($0), request) }
    let hasher = PictureHasher()
    for index in paths.indices.reversed() + Array(paths.indices) {
      let again = try hasher.hash(Vectors.bytes(paths[index]), request)
      #expect(again.hashes == alone[index].hashes, "\(paths[index])")
    }
  }
}
