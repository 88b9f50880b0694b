import Testing

/// A JPEG file taken apart: its markers with what belongs to each, scans with their data.
struct JPEGParts {
  var parts: [[UInt8]] = []

  init(_ bytes: [UInt8]) throws {
    var start = 0
    var place = 2
    while place < bytes.count {
      let isMarker =
        bytes[place] == 0xFF && bytes[place + 1] != 0 && !(0xD0...0xD7).contains(bytes[place + 1])
      if isMarker {
        parts.append(Array(bytes[start..<place]))
        start = place
        let standsAlone = bytes[place + 1] == 0xD9
        place += standsAlone ? 2 : 2 + Int(bytes[place + 2]) << 8 + Int(bytes[place + 3])
      } else {
        place += 1
      }
    }
    parts.append(Array(bytes[start...]))
    try #require(self.bytes == bytes)
  }

  var bytes: [UInt8] { Array(parts.joined()) }

  func indices(of marker: UInt8) -> [Int] { parts.indices.filter { parts[$0][1] == marker } }

  func without(_ index: Int) -> [UInt8] {
    var rest = self
    rest.parts.remove(at: index)
    return rest.bytes
  }

  func inserting(_ part: [UInt8], at index: Int) -> [UInt8] {
    var more = self
    more.parts.insert(part, at: index)
    return more.bytes
  }
}
