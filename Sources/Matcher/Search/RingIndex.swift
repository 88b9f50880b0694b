import HashCore
import Kernels

/// The ring tables of an open index.
///
/// SAFETY: what it reads are sections of the mapping, inside the file and of the length that the shape asks
/// for, as the header's checks found; the HashIndex that holds this keeps the file mapped.
@safe struct RingIndex: Sendable {
  let shape: RingShape
  let view: RingView
  let rowCount: Int
  /// The even division of each threshold 0...256.
  private let evenThresholds: [[UInt8]]
  private let heavy: HeavyBuckets

  /// `nil` for an index without ring tables.
  ///
  /// - Warning: `file` must stay mapped as long as this is used.
  @unsafe init?(_ header: IndexHeader, _ places: SectionPlaces, _ file: UnsafeRawBufferPointer) {
    guard let shape = header.ring else { return nil }
    let section = { (kind: IndexSection.Kind) in unsafe UnsafeRawBufferPointer(rebasing: file[places[kind]]) }
    self.shape = shape
    rowCount = header.hashCount
    evenThresholds = (0...256).map { RingThresholds.even(distanceMax: $0, chunkCount: shape.chunkCount) }
    unsafe heavy = HeavyBuckets(section(.ringHeavy), shape)
    unsafe view = RingView(
      shape, rows: section(.hashes), buckets: section(.ringBuckets), numbers: section(.ringRows),
      overflow: section(.ringOverflow))
  }

  func thresholds(distanceMax: Int) -> [UInt8] { evenThresholds[distanceMax] }

  /// Whether a bucket that the even division visits may be heavy.
  func isNearHeavyBucket(_ query: PDQHash) -> Bool { heavy.areNear(query, view) }

  /// The division that reads the fewest signatures for this query, and how many it reads: heavy buckets get a
  /// small threshold, other chunks take what they lose.
  func cheapestThresholds(for query: PDQHash, distanceMax: Int) -> (thresholds: [UInt8], cost: Double)? {
    let chunks = view.chunks(of: query.words)
    let costs = (0..<shape.chunkCount).map {
      costsByThreshold(chunk: $0, value: Int(chunks[$0]), distanceMax)
    }
    return RingThresholds.cheapest(distanceMax: distanceMax, costs: costs)
  }

  /// The cost of a chunk at thresholds 0, 1, 2... as signatures read; a line that is asked for counts as much
  /// as the 64 signatures that could be read meanwhile. Buckets up to one flip away are looked at, those
  /// beyond count as mean.
  private func costsByThreshold(chunk: Int, value: Int, _ distanceMax: Int) -> [Double] {
    let lineCost = 64.0
    let own = Double(view.bucketSize(chunk: chunk, value: value)) + lineCost
    let near = (0..<shape.chunkWidth).reduce(own) {
      $0 + Double(view.bucketSize(chunk: chunk, value: value ^ 1 << $1)) + lineCost
    }
    var costs = [0, own, near]
    let mean = shape.meanPostingCount(rowCount: rowCount) + lineCost
    var (flips, masks) = (2, Double(shape.chunkWidth * (shape.chunkWidth - 1) / 2))
    let largest = (distanceMax + 1) / shape.chunkCount + 3
    while costs.count <= largest {
      costs.append(costs[costs.count - 1] + masks * mean)
      flips += 1
      masks *= Double(max(0, shape.chunkWidth - flips + 1)) / Double(flips)
    }
    return costs
  }
}
