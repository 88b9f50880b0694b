import HashCore
import MatchProtocol
import MatchService
import Matcher

/// The unknown pictures of a scan in groups of near duplicates: of each, one is to be looked at.
struct PictureClusters {
  struct Cluster {
    /// The number of the row that stands for all.
    let representative: Int
    /// The numbers of all rows, the representative first, then in their own order.
    var rows: [Int]
    /// The farthest from the representative, in bits.
    var distanceMax = 0
  }

  /// What a row says of its cluster.
  struct Membership: Equatable {
    /// From 1, the largest cluster first.
    let number: Int
    let size: Int
    /// From the representative, in bits.
    let distance: Int
    let isRepresentative: Bool
  }

  /// Those of two pictures and more, largest first, then in the order of their representatives' paths.
  private(set) var clusters: [Cluster] = []
  private var numbers: [Int: (number: Int, distance: Int)] = [:]

  static let none = PictureClusters()

  private init() {}

  /// - Parameters:
  ///   - rows: the numbers of the rows of the pictures, in the order of `groups`.
  fileprivate init(_ rows: [Int], _ groups: [HashClusters.Place]) {
    var byRepresentative: [Int: Cluster] = [:]
    for (row, place) in zip(rows, groups) {
      let representative = rows[place.representative]
      var cluster = byRepresentative[representative] ?? Cluster(representative: representative, rows: [])
      cluster.rows.append(row)
      cluster.distanceMax = max(cluster.distanceMax, place.distance)
      byRepresentative[representative] = cluster
    }
    clusters = byRepresentative.values.filter { $0.rows.count > 1 }
      .sorted { ($1.rows.count, $0.representative) < ($0.rows.count, $1.representative) }
    for (place, cluster) in clusters.enumerated() {
      let members = cluster.rows.filter { $0 != cluster.representative }.sorted()
      clusters[place].rows = [cluster.representative] + members
      for row in cluster.rows { numbers[row] = (place, 0) }
    }
    for (row, place) in zip(rows, groups) { numbers[row]?.distance = place.distance }
  }

  /// `nil` for a row that is in no cluster.
  func membership(ofRow row: Int) -> Membership? {
    guard let (number, distance) = numbers[row] else { return nil }
    let cluster = clusters[number]
    return Membership(
      number: number + 1, size: cluster.rows.count, distance: distance,
      isRepresentative: cluster.representative == row)
  }

  /// Pictures that nobody has to look at, since another one stands for them.
  var representedCount: Int { clusters.reduce(0) { $0 + $1.rows.count - 1 } }
}

/// The pictures that clusters are made of: unknown ones without leads, which are looked at one by one.
struct ClusterCandidates {
  private struct Candidate {
    let hash: PDQHash
    let pixelCount: UInt32
    let quality: UInt8
    let row: UInt32
  }

  private var candidates: [Candidate] = []

  mutating func add(_ item: Item, row: Int) {
    guard item.verdict == .unknown, item.leads == nil, let picture = item.picture, let hash = picture.hash
    else { return }
    let pixelCount = (picture.width ?? 0).multipliedReportingOverflow(by: picture.height ?? 0).partialValue
    candidates.append(
      Candidate(
        hash: hash.value, pixelCount: UInt32(clamping: pixelCount),
        quality: UInt8(clamping: picture.quality ?? 0), row: UInt32(row)))
  }

  /// Groups them: the largest picture stands for others, of several as large the one of the best quality, of
  /// those the first in order.
  func clusters(within threshold: Threshold, coreCount: Int) throws -> PictureClusters {
    let ordered = candidates.sorted {
      ($1.pixelCount, $1.quality, $0.row) < ($0.pixelCount, $0.quality, $1.row)
    }
    let groups = try HashClusters(
      of: ordered.map(\.hash), within: threshold, kernels: try KernelChoice.current(), coreCount: coreCount)
    return PictureClusters(ordered.map { Int($0.row) }, groups.places)
  }
}
