import ArgumentParser
import HashCore
import Matcher

/// How long it takes to group the hashes of a scan, one core; what comes out is checked on a part of it.
struct ClusterBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clusters", abstract: "Groups near duplicates, as they lie and in all orientations.")

  @Option(help: "Hashes.") var count = 1_000_000
  @Option(parsing: .upToNextOption, help: "What they look like: uniform, pdq, clustered, crowd, ...")
  var kind = [ListKind.pdq, .clustered]
  @Option(help: "Largest distance from the representative.") var threshold = 31
  @Option(help: "Representatives that are compared with all others.") var sample = 200

  func run() throws {
    guard let limit = Threshold(threshold) else {
      throw ValidationError("--threshold: expected 0 to 256, found \(threshold)")
    }
    var table = MarkdownTable("hashes", "orientations", "seconds", "groups")
    for kind in kind {
      let list = try HashList(kind, count: count, queryCount: 1, tables: .bkOnly)
      let hashes = try HashList.hashes(inFile: list.hashesPath)
      for orientations in [[.original], Orientation.allCases] {
        var places: [HashClusters.Place] = []
        let seconds = try Stopwatch.seconds {
          places = try HashClusters(of: hashes, within: limit, orientations: orientations).places
        }
        verify(places, hashes, orientations, limit)
        let groupCount = places.indices.count { places[$0].representative == $0 }
        table.rows.append([
          "\(count) \(kind)", "\(orientations.count)", seconds.fixed(1), "\(groupCount)",
        ])
      }
    }
    print(table.text)
  }

  /// Members are as near as they are said to be, and no representative of the sample is near another one.
  private func verify(
    _ places: [HashClusters.Place], _ hashes: [PDQHash], _ orientations: [Orientation],
    _ threshold: Threshold
  ) {
    func distance(_ a: Int, _ b: Int) -> Int {
      orientations.map { hashes[a].turned($0).distance(to: hashes[b]) }.min() ?? 256
    }
    for (member, place) in places.enumerated() {
      check(distance(place.representative, member) == place.distance, "another distance")
      check(place.distance <= threshold.distanceMax, "a member beyond the threshold")
    }
    let representatives = places.indices.filter { places[$0].representative == $0 }
    let step = max(1, representatives.count / max(1, sample))
    for place in stride(from: 0, to: representatives.count, by: step) {
      let one = representatives[place]
      let turned = orientations.map { hashes[one].turned($0) }
      for other in representatives where other != one {
        let isFar = turned.allSatisfy { $0.distance(to: hashes[other]) > threshold.distanceMax }
        check(isFar, "two representatives near each other")
      }
    }
  }
}
