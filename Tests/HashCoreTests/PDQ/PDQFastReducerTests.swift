import HashCore
import Kernels
import TestSupport
import Testing

@Suite struct PDQFastReducerTests {
  @Test(.enabled(if: SharedVectors.arePresent, SharedVectors.absent))
  func atFullSizeItEqualsEveryRawVector() throws {
    let vectors = try SharedVectors.rawPlanes(atLeast: PDQReducer.minimumSide).filter {
      !$0.row[0].contains("flat")
    }
    #expect(vectors.count > 10)
    for kernels in KernelTable.all {
      var reducer = PDQFastReducer(kernels: kernels)
      let transform = PDQTransform(kernels: kernels)
      for (row, plane) in vectors {
        try reducer.append(plane, isTurned: false)
        let found = transform.hash(of: reducer.values(.original).span)
        #expect(
          found.hash.description == row[4] && found.quality == Int(row[5]),
          "\(row[0]) at \(kernels.level.name)")
      }
    }
  }

  /// Hashing the turned plane exactly is the truth; the mirrored taps come as near as the reference's
  /// rounding lets.
  @Test func mirroredTapsHashTheTurnedPicture() throws {
    var fast = PDQFastReducer()
    var exact = PDQReducer()
    let transform = PDQTransform()
    for (width, height) in [(300, 200), (257, 129), (128, 64), (640, 333), (90, 411)] {
      let plane = Plane.blobs(seed: width, width: width, height: height)
      try fast.append(plane, isTurned: true)
      for orientation in Orientation.allCases {
        let matrix = try exact.values(of: plane.turned(orientation))
        let truth = transform.hash(of: matrix.span)
        let upright = transform.hash(of: fast.values(orientation.beforeExchange).span)
        let found = orientation.exchangesAxes ? upright.transposed : upright
        #expect(found.hash.distance(to: truth.hash) <= 2, "\(orientation) of \(width) x \(height)")
        #expect(found.quality == truth.quality)
      }
    }
  }

  @Test(arguments: [1, 3])
  func batchesAndVariantsGiveTheSameBits(channelCount: Int) throws {
    let plane = Plane.generated(.noise, seed: 12, width: 333, height: 217, channelCount: channelCount)
    var truth: [[Float]]?
    for kernels in KernelTable.all {
      var reducer = PDQFastReducer(kernels: kernels)
      for rowsPerCall in [1, 7, 16, 217] {
        try reducer.append(plane, isTurned: true, rowsPerCall: rowsPerCall)
        let found = PDQFastReducer.orientations.map { reducer.values($0) }
        truth = truth ?? found
        #expect(found == truth, "\(kernels.level.name), \(rowsPerCall) rows a call")
      }
    }
  }

  /// A picture whose scaled samples are known exactly: every block of it is flat.
  @Test(arguments: [2, 4, 8])
  func scaledSamplesKeepTheirPhase(scale: Int) throws {
    let small = Plane.blobs(seed: 13, width: 75, height: 61)
    let large = Plane.made(width: 75 * scale - 1, height: 61 * scale) { x, y in
      Int(small.samples[y / scale * 75 + x / scale])
    }
    var full = PDQFastReducer()
    var scaled = PDQFastReducer()
    try full.append(large, isTurned: true)
    try scaled.append(scaled: small, width: large.width, height: large.height, scale: scale)
    for orientation in PDQFastReducer.orientations {
      let pairs = zip(full.values(orientation), scaled.flatValues(orientation))
      #expect(pairs.allSatisfy { abs($0 - $1) < 0.001 }, "\(orientation)")
    }
  }

  /// The formula written down plainly: inside a scaled pixel the picture is a ramp as steep as the line
  /// between its neighbours. Scaled samples differ by multiples of 4 * scale, so that every pixel is a whole
  /// number.
  @Test(arguments: [2, 4, 8], [false, true])
  func slopingSamplesAreRampsBetweenTheirNeighbours(scale: Int, isUpright: Bool) throws {
    let count = 67
    var random = SeededGenerator(seed: UInt64(scale))
    let values = (0..<count).map { _ in 128 + 4 * scale * (random.below(32 / scale + 1) - 16 / scale) }
    let ramp = (0..<count * scale).map { pixel in
      let m = pixel / scale
      let (before, after) = (max(0, m - 1), min(count - 1, m + 1))
      let offset = 2 * (pixel - scale * m) - (scale - 1)
      return values[m] + offset * (values[after] - values[before]) / (2 * scale * (after - before))
    }
    let (long, short) = (count * scale, 40 * scale)
    let large = Plane.made(width: isUpright ? short : long, height: isUpright ? long : short) { x, y in
      ramp[isUpright ? y : x]
    }
    let small = Plane.made(width: isUpright ? 40 : count, height: isUpright ? count : 40) { x, y in
      values[isUpright ? y : x]
    }
    var full = PDQFastReducer()
    var scaled = PDQFastReducer()
    try full.append(large, isTurned: true)
    try scaled.append(scaled: small, width: large.width, height: large.height, scale: scale)
    for orientation in PDQFastReducer.orientations {
      let pairs = zip(full.values(orientation), scaled.values(orientation))
      #expect(pairs.allSatisfy { abs($0 - $1) < 0.001 }, "\(orientation)")
    }
  }

  /// A ramp over the whole picture loses nothing, and the last pixel of the grid stands for one pixel only.
  @Test(arguments: [2, 4, 8])
  func rampsLoseNothingUpToThePartialLastPixel(scale: Int) throws {
    let count = 15
    let length = (count - 1) * scale + 1
    let large = Plane.made(width: length, height: length) { x, _ in 2 * x }
    let small = Plane.made(width: count, height: count) { m, _ in
      scale * m + min(scale * (m + 1), length) - 1
    }
    var full = PDQFastReducer()
    var scaled = PDQFastReducer()
    try full.append(large, isTurned: true)
    try scaled.append(scaled: small, width: length, height: length, scale: scale)
    for orientation in PDQFastReducer.orientations {
      let pairs = zip(full.values(orientation), scaled.values(orientation))
      #expect(pairs.allSatisfy { abs($0 - $1) < 0.001 }, "\(orientation)")
    }
  }

  @Test func pixelsWithASampleAtAnEndOfItsRangeAreCounted() throws {
    var samples = [UInt8](repeating: 100, count: 3 * 64 * 64)
    let values: [UInt8] = [0, 1, 2, 253, 254, 255]
    for (pixel, value) in values.enumerated() { samples[3 * 7 * pixel + pixel % 3] = value }
    samples[1] = 255
    var reducer = PDQFastReducer()
    try reducer.append(Plane(width: 64, height: 64, channelCount: 3, samples: samples), isTurned: false)
    #expect(reducer.clippedShare == Float(4) / 4096, "the first pixel has two and counts once")
    try reducer.append(Plane(width: 128, height: 96, channelCount: 1, samples: samples), isTurned: false)
    #expect(reducer.clippedShare == Float(5) / 12_288)
  }
}
