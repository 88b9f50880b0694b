public import HashCore
public import Kernels

/// Hashes in groups around representatives: of each group it is enough to look at one picture.
///
/// Who comes first represents: a hash that is near no representative before it becomes one, and every other
/// hash belongs to the nearest representative, the first of several that are as near. So each member is
/// within the threshold of its representative, whatever its distance from other members, and the order of the
/// hashes decides everything.
public struct HashClusters: Sendable {
  /// Where a hash belongs.
  public struct Place: Equatable, Sendable {
    /// The place of its representative among the hashes; its own where it is one.
    public var representative: Int
    /// From the representative, in the orientation that brings the two nearest.
    public var distance: Int

    public init(representative: Int, distance: Int) {
      self.representative = representative
      self.distance = distance
    }
  }

  /// Of each hash, in the order in which they were given.
  public let places: [Place]

  /// Groups hashes. About one look-up per hash and orientation, in blocks; some 200 bytes of memory a hash
  /// meanwhile.
  ///
  /// - Parameters:
  ///   - hashes: those that shall represent others first.
  ///   - threshold: the largest distance between a member and its representative.
  ///   - orientations: the ways to lay a representative down before it is compared, as `PDQHash.turned` has
  ///     them.
  /// - Throws: where there is no memory for an index.
  public init(
    of hashes: [PDQHash], within threshold: Threshold, orientations: [Orientation] = Orientation.allCases,
    kernels: KernelTable = .best, coreCount: Int = 1
  ) throws {
    let equals = EqualHashes(hashes)
    var grouping = Grouping(
      equals.distinct.map { hashes[$0] }, threshold, orientations, coreCount: coreCount)
    try grouping.run(kernels)
    places = equals.representatives.indices.map { place in
      let found = grouping.places[equals.representatives[place]]
      return Place(
        representative: equals.distinct[Int(found.representative)], distance: Int(found.distance))
    }
  }
}

/// Which hashes are equal.
private struct EqualHashes {
  /// The first place of each distinct hash, ascending.
  private(set) var distinct: [Int] = []
  /// Of each hash, the place in `distinct` of its equal.
  private(set) var representatives: [Int] = []

  init(_ hashes: [PDQHash]) {
    let sorted = hashes.indices.sorted { (hashes[$0], $0) < (hashes[$1], $1) }
    var firsts = [Int](repeating: 0, count: hashes.count)
    var first = 0
    for (number, place) in sorted.enumerated() {
      if number == 0 || hashes[sorted[number - 1]] != hashes[place] { first = place }
      firsts[place] = first
    }
    var numbers = [Int](repeating: 0, count: hashes.count)
    for place in hashes.indices where firsts[place] == place {
      numbers[place] = distinct.count
      distinct.append(place)
    }
    representatives = firsts.map { numbers[$0] }
  }
}

/// Makes groups of distinct hashes.
private struct Grouping {
  struct Found {
    var representative: UInt32
    var distance: UInt16
  }

  let hashes: [PDQHash]
  let threshold: Threshold
  let orientations: [Orientation]
  let coreCount: Int
  private(set) var places: [Found]

  /// Hashes that are searched for together: few while most of them turn out to belong to one before them, so
  /// that their searches were in vain.
  private var blockLength = Self.blockLengthMin
  private static let blockLengthMin = 64
  private static let blockLengthMax = 1 << 15
  private static let nobody = UInt32.max

  init(_ hashes: [PDQHash], _ threshold: Threshold, _ orientations: [Orientation], coreCount: Int) {
    self.hashes = hashes
    self.threshold = threshold
    self.orientations = orientations
    self.coreCount = coreCount
    places = Array(repeating: Found(representative: Self.nobody, distance: 0), count: hashes.count)
  }

  mutating func run(_ kernels: KernelTable) throws {
    guard !hashes.isEmpty else { return }
    let index = try makeIndex(kernels)
    var next = 0
    while next < hashes.count {
      let block = nextBlock(from: &next)
      let belongingCount = try group(block, index)
      blockLength =
        2 * belongingCount > block.count
        ? max(Self.blockLengthMin, blockLength / 4) : min(Self.blockLengthMax, 2 * blockLength)
    }
  }

  /// An index of the hashes, whose entry numbers are their places.
  private func makeIndex(_ kernels: KernelTable) throws -> HashIndex {
    try IndexFeed.index(kernels: kernels) { feed in
      try feed.beginList(IndexList(name: "hashes"))
      for (place, hash) in hashes.enumerated() {
        // Of one length, so that their byte order is that of the numbers.
        try feed.beginEntry("\(1_000_000_000_000 + place)")
        try feed.add(hash)
      }
    }
  }

  /// The next hashes that belong to nobody yet.
  private func nextBlock(from next: inout Int) -> [Int] {
    var block: [Int] = []
    while next < hashes.count && block.count < blockLength {
      if places[next].representative == Self.nobody { block.append(next) }
      next += 1
    }
    return block
  }

  /// Lets the hashes of a block represent what is near them, one after the other.
  /// - Returns: how many of them came to belong to another one of the block.
  private mutating func group(_ block: [Int], _ index: HashIndex) throws(IndexError) -> Int {
    let queries = block.flatMap { place in orientations.map { hashes[place].turned($0) } }
    var belongingCount = 0
    var next = 0
    func begin(upTo number: Int) {
      while next <= number && next < block.count {
        if places[block[next]].representative == Self.nobody {
          places[block[next]] = Found(representative: UInt32(block[next]), distance: 0)
        } else {
          belongingCount += 1
        }
        next += 1
      }
    }
    try index.forEachMatch(
      for: queries, within: threshold, engine: .auto, coreCount: coreCount
    ) { query, match in
      let number = query / orientations.count
      begin(upTo: number)
      let representative = UInt32(block[number])
      guard places[block[number]].representative == representative else { return true }
      places[Int(match.entry.rawValue)].offer(representative, match.distance)
      return true
    }
    begin(upTo: block.count - 1)
    return belongingCount
  }
}

extension Grouping.Found {
  /// Takes a representative that is nearer, or the first one.
  fileprivate mutating func offer(_ candidate: UInt32, _ distance: Int) {
    guard representative == .max || distance < Int(self.distance) else { return }
    (representative, self.distance) = (candidate, UInt16(distance))
  }
}
