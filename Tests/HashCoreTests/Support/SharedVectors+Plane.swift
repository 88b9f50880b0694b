import HashCore
import TestSupport
import Testing

extension SharedVectors {
  /// The raw planes with sides of at least `side`, each with its row of `raw_expected.tsv`.
  static func rawPlanes(atLeast side: Int) throws -> [(row: [String], plane: Plane)] {
    try rows(of: "raw_expected.tsv").map { ($0, try plane($0[0])) }
      .filter { min($0.plane.width, $0.plane.height) >= side }
  }

  /// A binary PGM or PPM file with a maximum of 255.
  static func plane(_ path: String) throws -> Plane {
    let bytes = try Vectors.bytes(path, in: root)
    var place = 0
    func word() -> String {
      defer { place += 1 }
      let start = place
      while bytes[place] > 32 { place += 1 }
      return String(decoding: bytes[start..<place], as: UTF8.self)
    }
    let channelCount = word() == "P6" ? 3 : 1
    let width = try #require(Int(word()))
    let height = try #require(Int(word()))
    #expect(word() == "255")
    return Plane(width: width, height: height, channelCount: channelCount, samples: Array(bytes[place...]))
  }
}
