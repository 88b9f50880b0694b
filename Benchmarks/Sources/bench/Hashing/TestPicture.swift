import ArgumentParser

/// One encoded picture that the hashing benchmarks run on.
struct TestPicture {
  enum Kind: String, ExpressibleByArgument { case baseline, progressive, png }

  let kind: Kind
  let width: Int
  let height: Int
  let bytes: [UInt8]

  var name: String { "\((Double(width * height) / 1e6).fixed(1)) MP \(kind.rawValue)" }
  var bitsPerPixel: Double { Double(bytes.count * 8) / Double(width * height) }

  /// By what the fast path divides each side in decoding: the most that leaves the smaller one at 256 pixels,
  /// 8 for progressive JPEGs alone.
  var fastScale: Int {
    let side = min(width, height)
    let scales = kind == .progressive ? [8, 4, 2] : [4, 2]
    return scales.first { (side + $0 - 1) / $0 >= 256 } ?? 1
  }

  init(_ kind: Kind, width: Int, height: Int) {
    let samples = Scene(width: width, height: height, seed: 7).render()
    self.kind = kind
    self.width = width
    self.height = height
    bytes = Self.encode(samples, as: kind, width: width, height: height)
  }

  private static func encode(_ samples: [UInt8], as kind: Kind, width: Int, height: Int) -> [UInt8] {
    switch kind {
    case .baseline, .progressive:
      Codec.jpeg(samples, width: width, height: height, quality: 85, isProgressive: kind == .progressive)
    case .png: Codec.png(samples, width: width, height: height)
    }
  }
}
