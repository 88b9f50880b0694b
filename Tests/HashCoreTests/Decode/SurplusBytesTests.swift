import HashCore
import TestSupport
import Testing

/// Coded bytes that no block needs are damage however few they are: libjpeg reads up to eight of them ahead.
struct SurplusBytesTests {
  private let hasher = PictureHasher()

  private static let names = [
    "pictures/jpeg/gray", "pictures/jpeg/420", "pictures/jpeg/444", "pictures/jpeg/cmyk",
    "pictures/jpeg/odd-17x9", "pictures/jpeg/restart-444", "pictures/jpeg/restart-blocks",
    "pictures/jpeg/restart-rows", "transcoded/one-scan-per-component",
    "transcoded/one-scan-per-component-restart", "transcoded/fill-bytes", "pictures/jpeg/progressive-420",
    "pictures/jpeg/progressive-gray", "transcoded/progressive-restart", "transcoded/progressive-split",
  ]

  /// Where coded data end: at restart markers and at what follows a scan.
  private func ends(of bytes: [UInt8]) -> [Int] {
    let first = bytes.firstRange(of: [0xFF, 0xDA])!.upperBound
    return (first..<bytes.count - 1).filter {
      let marker = bytes[$0 + 1]
      let isMarker = (0xD0...0xD7).contains(marker) || [0xC4, 0xD9, 0xDA, 0xDD].contains(marker)
      return bytes[$0] == 0xFF && isMarker && bytes[$0 - 1] != 0xFF
    }
  }

  private func with(_ count: Int, at place: Int, of bytes: [UInt8]) -> [UInt8] {
    bytes[..<place] + [UInt8](repeating: 0x55, count: count) + bytes[place...]
  }

  @Test("a few bytes to spare at the end of any coded data are damage", arguments: names)
  func anywhere(name: String) throws {
    let bytes = try Vectors.bytes("\(name).jpg")
    let sound = try hasher.hash(bytes)
    #expect(sound.info.isWhole && sound.info.warningCount == 0)
    let ends = ends(of: bytes)
    for place in ends.count < 20 ? ends : ends.prefix(2) + ends.suffix(3) {
      for count in [1, 2, 7, 8, 9, 20] {
        let found = try hasher.hash(with(count, at: place, of: bytes))
        #expect(found.info.damage?.contains("\(count) extraneous bytes") == true, "\(count) at \(place)")
        #expect(found.primary == sound.primary, "\(count) at \(place)")
      }
    }
  }

  @Test("whatever interval of restarts was announced that never comes", arguments: [1200, 1201, 65535])
  func longIntervals(interval: Int) throws {
    let plain = try Vectors.bytes("pictures/jpeg/444.jpg")
    let scan = try #require(plain.firstRange(of: [0xFF, 0xDA])).lowerBound
    let announcement = [0xFF, 0xDD, 0, 4, UInt8(interval >> 8), UInt8(interval & 0xFF)]
    let bytes = plain[..<scan] + announcement + plain[scan...]
    let found = try hasher.hash(Array(bytes))
    #expect(found == (try hasher.hash(plain)))
    let surplus = try hasher.hash(with(3, at: bytes.count - 2, of: Array(bytes)))
    #expect(surplus.info.damage?.contains("3 extraneous bytes") == true)
  }

  @Test("what the decoder makes up for data that are missing is none")
  func missingData() throws {
    for name in ["cut-in-half", "end-marker-early", "cut-after-scan-header"] {
      let info = try hasher.hash(Vectors.bytes("malformed/\(name).jpg")).info
      #expect(info.isTruncated && info.damage == nil, "\(name)")
    }
  }

  @Test("fill bytes before a marker are none")
  func fillBytes() throws {
    let bytes = try Vectors.bytes("pictures/jpeg/restart-444.jpg")
    let sound = try hasher.hash(bytes)
    for place in ends(of: bytes) where place % 7 == 0 || place == bytes.count - 2 {
      let found = try hasher.hash(bytes[..<place] + [0xFF, 0xFF, 0xFF] + bytes[place...])
      #expect(found.primary == sound.primary && found.info.isWhole)
    }
  }
}
