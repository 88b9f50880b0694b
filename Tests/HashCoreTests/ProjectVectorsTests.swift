import Foundation
import HashCore
import TestSupport
import Testing

/// Every picture of `Vectors/` has the hash, quality and size that the reference gives it.
@Suite struct ProjectVectorsTests {
  @Test func storedPicturesHashAsExpected() throws {
    let hasher = PictureHasher()
    for row in try Self.rows("expected.tsv", columnCount: 6) {
      let expected = Array(row[1...4])
      #expect(try Self.outcome(of: Vectors.bytes(row[0]), hasher) == expected, "\(row[0]), \(row[5])")
    }
  }

  @Test func turnedPicturesHashAsExpected() throws {
    let hasher = PictureHasher()
    let rows = Dictionary(grouping: try Self.rows("expected_turned.tsv", columnCount: 4), by: \.[0])
    let request = HashRequest(orientations: Set(Orientation.allCases))
    for (path, rows) in rows {
      let hashes = try hasher.hash(Vectors.bytes(path), request)
      #expect(hashes.hashes.count == 8)
      for row in rows {
        let found = hashes.hashes.first { $0.view.orientation.rawValue == row[1] }?.hash
        #expect(found?.hash.description == row[2], "\(path), \(row[1])")
        #expect(found.map { "\($0.quality)" } == row[3], "\(path), \(row[1])")
      }
    }
  }

  @Test func theEXIFOrientedVariantIsTheTurnedPicture() throws {
    let hasher = PictureHasher()
    let turned = try Self.rows("expected_turned.tsv", columnCount: 4)
    for tag in 2...8 {
      let path = "pictures/jpeg/exif-\(tag).jpg"
      let hashes = try hasher.hash(Vectors.bytes(path), HashRequest(exifOriented: true))
      #expect(hashes.info.exifTag == tag)
      let name = hashes.info.exifOrientation.rawValue
      let expected = try #require(turned.first { $0[0] == path && $0[1] == name })
      #expect(hashes.hashes.dropFirst().map { "\($0.hash.hash)" } == [expected[2]], "tag \(tag)")
    }
  }

  /// Hash, quality, width and height as the table writes them.
  private static func outcome(of bytes: [UInt8], _ hasher: PictureHasher) throws -> [String] {
    do throws(DecodeError) {
      let hashes = try hasher.hash(bytes)
      #expect(!hashes.info.isTruncated)
      let primary = hashes.primary
      return ["\(primary.hash)", "\(primary.quality)", "\(hashes.info.width)", "\(hashes.info.height)"]
    } catch {
      guard case .tooSmall(let width, let height) = error.reason else { throw error }
      return ["too_small", "-", "\(width)", "\(height)"]
    }
  }

  private static func rows(_ name: String, columnCount: Int) throws -> [[String]] {
    let rows = try Vectors.rows(of: name)
    try #require(!rows.isEmpty && rows.allSatisfy { $0.count == columnCount })
    return rows
  }
}
