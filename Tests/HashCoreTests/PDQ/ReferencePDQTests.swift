import HashCore
import Testing

@Suite struct ReferencePDQTests {
  @Test(.enabled(if: SharedVectors.arePresent, SharedVectors.absent))
  func everyRawVectorIsEqual() throws {
    let rows = try SharedVectors.rows(of: "raw_expected.tsv")
    #expect(rows.count > 40)
    for row in rows {
      let plane = try SharedVectors.plane(row[0])
      if min(plane.width, plane.height) < 5 {
        #expect(throws: PictureTooSmall.self) { try ReferencePDQ.hash(of: plane) }
      } else {
        let found = try ReferencePDQ.hash(of: plane)
        #expect(found.hash.description == row[4] && found.quality == Int(row[5]), "\(row[0])")
      }
    }
  }

  /// The constant garbage that every flat picture hashes to in the reference: known, so that it is
  /// recognised.
  @Test func flatPicturesHaveQualityZero() throws {
    let plane = Plane(width: 70, height: 90, channelCount: 1, samples: [UInt8](repeating: 99, count: 6300))
    let found = try ReferencePDQ.hash(of: plane)
    #expect(found.quality == 0)
  }
}
