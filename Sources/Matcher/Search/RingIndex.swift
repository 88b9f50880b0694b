import HashCore
import Kernels

/// The ring tables of an open index.
@safe struct RingIndex: Sendable {
  let shape: RingShape
  let view: RingView
  let rowCount: Int
  /// The even division of each radius 0...256.
  private let evenThresholds: [[UInt8]]
  // SAFETY: parts of the mapping, valid as long as the HashIndex that holds this; lengths are checked by the
  // header's checks and here. `heavy` is empty where no bucket is heavy.
  private nonisolated(unsafe) let heavy: UnsafeRawBufferPointer
  private nonisolated(unsafe) let buckets: UnsafeRawBufferPointer
  private nonisolated(unsafe) let overflow: UnsafeRawBufferPointer

  /// `nil` for an index without ring tables.
  @unsafe init?(_ header: IndexHeader, _ places: SectionPlaces, _ file: UnsafeRawBufferPointer) {
    guard let shape = header.ring else { return nil }
    let section = { (kind: IndexSection.Kind) in unsafe UnsafeRawBufferPointer(rebasing: file[places[kind]]) }
    self.shape = shape
    rowCount = header.hashCount
    evenThresholds = (0...256).map { RingThresholds.even(radius: $0, chunkCount: shape.chunkCount) }
    unsafe buckets = section(.ringBuckets)
    unsafe overflow = section(.ringOverflow)
    let bits = unsafe section(.ringHeavy)
    unsafe heavy = bits.count == shape.heavyByteCount ? bits : UnsafeRawBufferPointer(start: nil, count: 0)
    unsafe view = RingView(
      shape.geometry(rowCount: rowCount), rows: section(.hashes), buckets: buckets,
      numbers: section(.ringRows),
      overflow: overflow)
  }

  func thresholds(radius: Int) -> [UInt8] { evenThresholds[radius] }

  /// Whether a bucket that the even division visits may be heavy.
  func isNearHeavyBucket(_ query: PDQHash) -> Bool {
    guard unsafe !heavy.isEmpty else { return false }
    let chunks = view.chunks(of: query.words)
    for chunk in 0..<shape.chunkCount {
      let bit = chunk * shape.bucketCount + Int(chunks[chunk])
      if unsafe heavy[bit >> 3] >> UInt8(bit & 7) & 1 != 0 { return true }
    }
    return false
  }

  /// The division that reads the fewest signatures for this query, and how many it reads: heavy buckets get a
  /// small threshold, other chunks take what they lose.
  func cheapestThresholds(for query: PDQHash, radius: Int) -> (thresholds: [UInt8], cost: Double)? {
    let chunks = view.chunks(of: query.words)
    let costs = (0..<shape.chunkCount).map { costsByThreshold(chunk: $0, value: Int(chunks[$0]), radius) }
    return RingThresholds.cheapest(radius: radius, costs: costs)
  }

  /// The cost of a chunk at thresholds 0, 1, 2... as signatures read; a line that is asked for counts as much
  /// as the 64 signatures that could be read meanwhile. Buckets up to one flip away are looked at, those
  /// beyond count as mean.
  private func costsByThreshold(chunk: Int, value: Int, _ radius: Int) -> [Double] {
    let lineCost = 64.0
    let own = Double(bucketSize(chunk: chunk, value: value)) + lineCost
    let near = (0..<shape.chunkWidth).reduce(own) {
      $0 + Double(bucketSize(chunk: chunk, value: value ^ 1 << $1)) + lineCost
    }
    var costs = [0, own, near]
    let mean = Double(rowCount) / Double(shape.bucketCount) + lineCost
    var (flips, masks) = (2, Double(shape.chunkWidth * (shape.chunkWidth - 1) / 2))
    let largest = (radius + 1) / shape.chunkCount + 3
    while costs.count <= largest {
      costs.append(costs[costs.count - 1] + masks * mean)
      flips += 1
      masks *= Double(max(0, shape.chunkWidth - flips + 1)) / Double(flips)
    }
    return costs
  }

  /// How many postings a bucket says it has.
  private func bucketSize(chunk: Int, value: Int) -> Int {
    let lines = shape.linesPerBucket
    let start = (chunk * shape.bucketCount + value) * lines * 64
    // SAFETY: `buckets` has chunkCount x bucketCount buckets of that length, by the header's checks.
    let count = Int(unsafe buckets.loadUnaligned(fromByteOffset: start, as: UInt16.self))
    guard count > 32 * lines - 3 else { return count }
    let place = unsafe buckets.loadUnaligned(fromByteOffset: start + 64 * lines - 4, as: UInt32.self)
    guard unsafe 2 * Int(place) + 4 <= overflow.count else { return 32 * lines }
    // SAFETY: four bytes at 2 x place lie inside the overflow, checked above.
    return unsafe 32 * lines - 5
      + Int(overflow.loadUnaligned(fromByteOffset: 2 * Int(place), as: UInt32.self))
  }
}
