import TestSupport
import Testing

@testable import HashCore

/// What coefficients say of their bits, against the same rules written down plainly (`NaiveSpread`), and
/// against what other builds of the reference would make of the pixels.
struct CoefficientSpreadTests {
  private let transform = PDQTransform()

  private func matrix(of plane: Plane) throws -> [Float] {
    var reducer = PDQReducer()
    return try reducer.values(of: plane)
  }

  /// The hash of the same floats with every sum in double precision: one of the builds that differ.
  private func hashInDoubles(of matrix: [Float]) -> PDQHash {
    let basis = PDQBasis.rows.map { Double($0) }
    var half = [Double](repeating: 0, count: 16 * 64)
    for i in 0..<16 {
      for k in 0..<64 {
        let weight = basis[64 * i + k]
        for j in 0..<64 { half[64 * i + j] += weight * Double(matrix[64 * k + j]) }
      }
    }
    var values = [Double](repeating: 0, count: 256)
    for bit in 0..<256 {
      for k in 0..<64 { values[bit] += half[64 * (bit / 16) + k] * basis[64 * (bit % 16) + k] }
    }
    let median = values.sorted()[127]
    var words: [UInt64] = [0, 0, 0, 0]
    for bit in 0..<256 where values[bit] > median { words[bit / 64] |= 1 << UInt64(bit % 64) }
    return PDQHash(words: (words[0], words[1], words[2], words[3]))
  }

  private static let planes: [Plane] =
    (0..<24).map { Plane(.texture(seed: $0)) } + (0..<8).map { Plane(.photograph(seed: $0)) }
    + (0..<8).map { Plane(MadePixels.photograph(seed: $0).symmetric) }
    + (0..<8).map { Plane(MadePixels.texture(seed: $0, width: 16 + 8 * $0, height: 16).symmetric) }
    + Pattern.allCases.map { .generated($0, seed: 1, width: 300, height: 200, channelCount: 3) }

  @Test("counts and gate are those of the plain rules, whatever the picture")
  func naiveRules() throws {
    var seen = (unstable: 0, uninformative: 0)
    for (number, plane) in Self.planes.enumerated() {
      let matrix = try matrix(of: plane)
      let hash = transform.hash(of: matrix.span)
      let truth = NaiveSpread(ReferencePDQ(plane).coefficients)
      #expect(hash.stability == truth.stability, "plane \(number)")
      #expect(hash.isInformative == truth.isInformative, "plane \(number)")
      #expect(hash.transposed.stability == hash.stability)
      if !hash.isStable { seen.unstable += 1 }
      if !hash.isInformative { seen.uninformative += 1 }
    }
    #expect(seen.unstable >= 4 && seen.uninformative >= 10)
  }

  @Test("no more bits turn with other rounding than the stability says")
  func boundOnTurnedBits() throws {
    var turnedMax = 0
    for (number, plane) in Self.planes.enumerated() {
      let matrix = try matrix(of: plane)
      let hash = transform.hash(of: matrix.span)
      let turned = hash.hash.distance(to: hashInDoubles(of: matrix))
      #expect(turned <= hash.stability, "plane \(number)")
      turnedMax = max(turnedMax, turned)
    }
    #expect(turnedMax > 31, "some are beyond the threshold without any edit")
  }

  @Test("the edges of the definitions")
  func edges() throws {
    // Half of the coefficients at 1, half at -1: nothing is near but the cluster of the median.
    #expect(spread { $0 < 128 ? 1 : -1 }.stability == 0)
    // One of the upper half comes within the noise, one beyond it.
    #expect(spread { $0 == 0 ? -0.9905 : $0 < 128 ? 1 : -1 }.stability == 129)
    #expect(spread { $0 == 0 ? -0.9895 : $0 < 128 ? 1 : -1 }.stability == 0)
    // Equal ones: none is above the median, so any of them may be.
    #expect(spread { _ in 3 }.stability == 256)
    #expect(!spread { _ in 3 }.isInformative)
    // More than a fifth within 1.25 of the median, one less, and half of them a little farther.
    #expect(!spread { $0 < 52 ? Float($0 % 2) * 1.25 : $0 < 154 ? 50 : -50 }.isInformative)
    #expect(spread { $0 < 51 ? Float($0 % 2) * 1.25 : $0 < 154 ? 50 : -50 }.isInformative)
    #expect(spread { $0 < 52 ? Float($0 % 2) * 1.26 : $0 < 154 ? 50 : -50 }.isInformative)
    // Few coefficients hold all: the others lie within a seventh of the root of the mean square, or do not.
    #expect(!spread { $0 < 4 ? 1000 : Float($0 - 128) / 10 }.isInformative)
    #expect(spread { $0 < 4 ? 100 : Float($0 - 128) / 10 }.isInformative)
  }

  private func spread(_ value: (Int) -> Float) -> QualifiedHash {
    var values = InlineArray<256, Float>(repeating: 0)
    for k in 0..<256 { values[k] = value(k) }
    let median = (0..<256).map { values[$0] }.sorted()[127]
    var words: [UInt64] = [0, 0, 0, 0]
    for k in 0..<256 where values[k] > median { words[k / 64] |= 1 << UInt64(k % 64) }
    let hash = PDQHash(words: (words[0], words[1], words[2], words[3]))
    return QualifiedHash(PDQCoefficients(values: values, hash: hash), quality: 100)
  }

  @Test("photographs are stable and informative, the project's own pictures of scenes too")
  func photographs() throws {
    let hasher = PictureHasher()
    let scenes = try Vectors.rows(of: "expected.tsv").map(\.[0]).filter {
      $0.hasPrefix("pictures/scenes/") || $0.hasPrefix("pictures/edited/")
    }
    try #require(scenes.count > 20)
    for path in scenes {
      let bytes = try Vectors.bytes(path)
      let hash = try hasher.hash(bytes).primary
      #expect(hash.stability <= 4 && hash.isInformative, "\(path)")
    }
    for seed in 0..<Proof.count(30, long: 600) {
      let hash = try hasher.hash(MadePixels.photograph(seed: seed).jpeg(quality: 60)).primary
      #expect(hash.stability <= 4 && hash.isInformative, "seed \(seed)")
    }
  }

  @Test(
    "so are those of the reference's tests",
    .enabled(if: SharedVectors.arePresent, SharedVectors.absent))
  func referencePhotographs() throws {
    let hasher = PictureHasher()
    let paths = try SharedVectors.rows(of: "vectors.tsv", hasHeader: false).map(\.[0]).filter {
      $0.contains("bridge-mods") || $0.contains("labelme-subset") || $0.contains("/dih/")
    }
    try #require(paths.count > 10)
    for path in paths {
      let bytes = try Vectors.bytes(path, in: SharedVectors.root)
      let hash = try hasher.hash(bytes).primary
      if hash.quality >= 50 { #expect(hash.isStable && hash.isInformative, "\(path)") }
    }
  }

  @Test("the fast path leaves what may be unstable to the exact one")
  func fastPathGivesWay() throws {
    let hasher = PictureHasher()
    var unstableCount = 0
    for seed in 0..<6 {
      let picture = MadePixels.photograph(seed: seed, width: 576, height: 544).symmetric
      let bytes = picture.jpeg(quality: 90)
      let exact = try hasher.hash(bytes)
      let fast = try hasher.hash(bytes, HashRequest(decode: .fast))
      if !exact.primary.isStable { #expect(fast.decode == .exact, "seed \(seed)") }
      unstableCount += exact.primary.isStable ? 0 : 1
    }
    #expect(unstableCount > 0)
  }
}

extension Plane {
  init(_ pixels: MadePixels) {
    self.init(width: pixels.width, height: pixels.height, channelCount: 3, samples: pixels.samples)
  }
}
