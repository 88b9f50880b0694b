import Kernels
import TestSupport
import Testing

@testable import HashCore

/// What somebody did to a picture is seen through: one of the variants of the edited picture is near the hash
/// of the picture as it was.
@Suite struct VariantHasherTests {
  private static let threshold = 31

  private static func photograph(_ seed: Int) -> MadePixels {
    .photograph(seed: seed, width: 400, height: 300)
  }

  private static func hashes(_ pixels: MadePixels, _ variants: VariantSet) throws -> [ViewHash] {
    try PictureHasher().hash(pixels.jpeg(), HashRequest(variants: variants)).hashes
  }

  /// In how many of ten pictures a variant matches, and the plain hash does not.
  private static func foundCount(_ variants: VariantSet, _ edit: (MadePixels) -> MadePixels) throws -> Int {
    try (0..<10).count { seed in
      let original = try hashes(photograph(seed), .none)[0].hash.hash
      let edited = try hashes(edit(photograph(seed)), variants)
      let near = edited.filter { $0.hash.hash.distance(to: original) <= threshold }
      return !near.isEmpty && near.allSatisfy { $0.view.variant != nil }
    }
  }

  @Test func standardSeesThroughFramesAndMirrors() throws {
    #expect(try Self.foundCount(.standard) { $0.mirrored } == 10)
    #expect(try Self.foundCount(.standard) { $0.inverted } == 10)
    #expect(
      try Self.foundCount(.standard) { $0.framed(left: 40, top: 40, right: 40, bottom: 40, level: 255) } >= 9)
    let captioned = try Self.foundCount(.standard) {
      $0.framed(left: 0, top: 70, right: 0, bottom: 0, level: 250).captioned(from: 15, height: 36, level: 0)
    }
    #expect(captioned >= 9)
    let page = try Self.foundCount(.standard) {
      $0.mirrored.framed(left: 10, top: 220, right: 10, bottom: 160, level: 252)
        .captioned(from: 60, height: 60, level: 40)
    }
    #expect(page >= 8)
  }

  @Test func variantsAreBoundedAndInTheOrderOfViews() throws {
    for seed in 0..<5 {
      let framed = Self.photograph(seed).framed(left: 30, top: 60, right: 30, bottom: 60, level: 255)
      let (standard, thorough) = (try Self.hashes(framed, .standard), try Self.hashes(framed, .thorough))
      #expect(standard.count <= 1 + ViewPlan.standardCountMax)
      #expect(thorough.count == 1 + VariantSet.hashCountMax)
      #expect(standard[0].view == .stored && standard.dropFirst().allSatisfy { $0.view.variant != nil })
      #expect(thorough.map(\.view) == thorough.map(\.view).sorted())
      #expect(Set(thorough.map(\.view)).count == thorough.count)
      #expect(Set(standard.map(\.view)).isSubset(of: thorough.map(\.view)))
      // The hash of the picture as it is stays what PDQ says.
      #expect(standard[0].hash == (try Self.hashes(framed, .none))[0].hash)
    }
  }

  /// Changing signs of the frequencies is what turning the picture does, but for the order of sums.
  @Test func turnedVariantsAreThoseOfTheTurnedPicture() {
    let pixels = Self.photograph(4)
    let source = Plane(
      width: pixels.width, height: pixels.height, channelCount: 3, samples: pixels.samples)
    for orientation in Orientation.allCases {
      let turned = Self.hash(of: source.turned(orientation), PictureVariant())
      let found = Self.hash(of: source, PictureVariant(orientation: orientation))
      #expect(found.hash.distance(to: turned.hash) <= 6, "\(orientation)")
      #expect(abs(found.quality - turned.quality) <= 1)
    }
  }

  private static func hash(of source: Plane, _ variant: PictureVariant) -> QualifiedHash {
    var reducer = WorkingPlaneReducer(kernels: .best)
    reducer.begin(RowShape(width: source.width, height: source.height, channelCount: source.channelCount))
    reducer.append(source.samples.span, rowCount: source.height)
    var hasher = ViewHasher(kernels: .best)
    hasher.begin(reducer.finish(), FoundBoxes())
    return hasher.hash(of: variant)
  }

  @Test func everyKernelLevelGivesTheSameHashes() throws {
    let bytes = Self.photograph(2).framed(left: 9, top: 50, right: 30, bottom: 9, level: 240).jpeg()
    let all = try KernelTable.all.map {
      try PictureHasher(kernels: $0).hash(bytes, HashRequest(variants: .thorough)).hashes
    }
    #expect(Set(all).count == 1)
  }

  @Test func slightTurnsAndCropsComeNear() throws {
    let original = Self.photograph(6)
    let plane = Plane(
      width: original.width, height: original.height, channelCount: 3, samples: original.samples)
    let upright = Self.hash(of: plane, PictureVariant())
    for degrees: Int8 in [5, 9] {
      let there = Self.hash(of: plane, PictureVariant(shift: ViewShift(turn: degrees)))
      let other = Self.hash(of: plane, PictureVariant(shift: ViewShift(turn: -degrees)))
      #expect(there.hash.distance(to: upright.hash) > Self.threshold && there != other)
    }
    let padded = original.framed(left: 16, top: 12, right: 16, bottom: 12, level: 0)
    let larger = Plane(
      width: padded.width, height: padded.height, channelCount: 3, samples: padded.samples)
    // Four percent of the picture is 3.7 percent of the padded one.
    let cropped = Self.hash(of: larger, PictureVariant(shift: .pad(-4)))
    #expect(cropped.hash.distance(to: upright.hash) <= 20)
  }

  /// What the inverted picture has is what PDQ says of it inverted: no grid of its own comes between.
  @Test func theInverseIsThatOfPDQ() throws {
    let variant = PictureVariant(isInverted: true)
    for seed in 0..<5 {
      let pixels = Self.photograph(seed)
      let hashes = try Self.hashes(pixels, .standard)
      let inverse = try #require(hashes.first { $0.view.variant == variant }).hash
      #expect(inverse.hash.distance(to: hashes[0].hash.hash) == PDQHash.bitCount)
      #expect(inverse.quality == hashes[0].hash.quality)
      let inverted = try Self.hashes(pixels.inverted, .none)[0].hash
      // A lossy format does not invert what it loses.
      #expect(inverse.hash.distance(to: inverted.hash) <= 6)
    }
  }

  @Test func aFastRequestWithVariantsIsAnsweredExactly() throws {
    let bytes = MadePixels.photograph(seed: 1, width: 1200, height: 900).jpeg()
    let fast = try PictureHasher().hash(bytes, HashRequest(decode: .fast))
    #expect(fast.decode == .fast)
    let picture = try PictureHasher().hash(bytes, HashRequest(decode: .fast, variants: .standard))
    #expect(picture.decode == .exact && picture.hashes.count > 1)
  }
}
