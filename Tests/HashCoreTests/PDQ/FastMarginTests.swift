import HashCore
import Kernels
import TestSupport
import Testing

/// The margin of a fast hash against the same lemma written down plainly, with every coefficient sorted.
@Suite struct FastMarginTests {
  private let transform = PDQTransform()

  /// The largest m for which the m-th coefficient above the median and the m-th below it lie within the
  /// window, doubled.
  private func margin(_ coefficients: PDQCoefficients, window: Float) -> Int {
    let sorted = coefficients.values.indices.map { coefficients.values[$0] }.sorted()
    let pairs = (1...128).prefix { sorted[127 + $0] - sorted[128 - $0] <= window }
    return 2 * pairs.count
  }

  private func distance(_ a: PDQCoefficients, _ b: PDQCoefficients) -> Float {
    let squares = a.values.indices.map { k in
      let difference = Double(a.values[k]) - Double(b.values[k])
      return difference * difference
    }
    return Float((squares.reduce(0, +) / 256).squareRoot())
  }

  /// A scaled picture, from nearly flat to noise over every range.
  private func plane(_ seed: Int) -> Plane {
    var random = SeededGenerator(seed: UInt64(seed))
    let blobs = Plane.blobs(seed: seed, width: 260 + seed, height: 257)
    let (grain, low) = (1 + random.below(1 + seed * 3), random.below(40))
    return Plane(
      width: blobs.width, height: blobs.height, channelCount: 1,
      samples: blobs.samples.map { UInt8(max(0, min(255, Int($0) - low + random.below(grain)))) })
  }

  @Test(arguments: 0..<40)
  func marginAndWindowFollowTheirFormulas(seed: Int) throws {
    var reducer = PDQFastReducer()
    let plane = plane(seed)
    let scale = [2, 4, 8][seed % 3]
    try reducer.append(
      scaled: plane, width: plane.width * scale - 1, height: plane.height * scale, scale: scale)
    for orientation in Orientation.allCases {
      let upright = orientation.beforeExchange
      let sloping = transform.coefficients(of: reducer.matrix(upright))
      let flat = transform.coefficients(of: reducer.flatMatrix(upright))
      let window = 0.3 + 10 * distance(sloping, flat) + 4 * reducer.clippedShare
      let fast = reducer.hash(orientation, by: transform)
      #expect(abs(fast.margin.window - window) <= window * 1e-4)
      let truth = margin(sloping, window: fast.margin.window)
      #expect(fast.margin.bitCount == min(truth, 26), "\(orientation)")
      #expect(fast.margin.isUseful == (truth <= 24))
      let hash = transform.hash(of: reducer.matrix(upright))
      #expect(fast.hash == (orientation.exchangesAxes ? hash.transposed : hash))
    }
  }

  /// Whatever exact hash lies within what `need` says it takes, a window of that size covers.
  @Test(arguments: 0..<10)
  func needIsTheSmallestWindowThatCovers(seed: Int) throws {
    var reducer = PDQFastReducer()
    let plane = plane(seed)
    try reducer.append(scaled: plane, width: plane.width * 2, height: plane.height * 2, scale: 2)
    let coefficients = transform.coefficients(of: reducer.matrix(.original))
    let fast = reducer.hash(.original, by: transform)
    #expect(fast.need(for: fast.hash.hash) == 0)
    var random = SeededGenerator(seed: UInt64(seed))
    for _ in 0..<20 {
      let other = random.hash()
      let distance = fast.hash.hash.distance(to: other)
      let need = fast.need(for: other)
      #expect(margin(coefficients, window: need) >= distance)
      #expect(margin(coefficients, window: need.nextDown) < distance)
    }
  }

  /// The lemma itself: coefficients that move by no more than e change no more bits than a window of 2 e
  /// says.
  @Test func errorsWithinTheWindowStayWithinTheMargin() throws {
    var reducer = PDQFastReducer()
    var random = SeededGenerator(seed: UInt64(5))
    for seed in 0..<12 {
      let plane = plane(seed)
      try reducer.append(plane, isTurned: false)
      let truth = transform.coefficients(of: reducer.matrix(.original))
      for error in [Float(0.01), 0.1, 1, 5] {
        let moved = truth.values.indices.map { k in
          truth.values[k] + error * (random.below(2) == 0 ? -1 : 1)
        }
        let median = moved.sorted()[127]
        let crossed = (0..<256).count { (moved[$0] > median) != truth.hash.hasBit($0) }
        #expect(crossed <= margin(truth, window: 2.0001 * error), "\(seed), \(error)")
      }
    }
  }

  @Test func aFlatPictureHasNoUsefulMargin() throws {
    var reducer = PDQFastReducer()
    try reducer.append(
      scaled: Plane.made(width: 300, height: 300) { _, _ in 90 }, width: 600, height: 600, scale: 2)
    #expect(!reducer.hash(.original, by: transform).margin.isUseful)
  }
}
