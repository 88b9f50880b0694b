import HashCore
import Kernels
import TestSupport
import Testing

@Suite struct PDQFastReducerTests {
  @Test(.enabled(if: SharedVectors.arePresent, SharedVectors.absent))
  func atFullSizeItEqualsEveryGrayRawVector() throws {
    let vectors = try SharedVectors.rawPlanes(atLeast: PDQReducer.minimumSide).filter {
      $0.row[3] == "1" && !$0.row[0].contains("flat")
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

  @Test func batchesAndVariantsGiveTheSameBits() throws {
    let plane = Plane.generated(.noise, seed: 12, width: 333, height: 217, channelCount: 1)
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
    let (width, height) = (75 * scale - 1, 61 * scale)
    let samples = (0..<height).flatMap { y in
      (0..<width).map { x in small.samples[y / scale * 75 + x / scale] }
    }
    let large = Plane(width: width, height: height, channelCount: 1, samples: samples)
    var full = PDQFastReducer()
    var scaled = PDQFastReducer()
    try full.append(large, isTurned: true)
    try scaled.begin(width: width, height: height, scale: scale, isTurned: true)
    scaled.append(rows: small.samples.span, rowCount: 61)
    for orientation in PDQFastReducer.orientations {
      let pairs = zip(full.values(orientation), scaled.values(orientation))
      #expect(pairs.allSatisfy { abs($0 - $1) < 0.001 }, "\(orientation)")
    }
  }
}
