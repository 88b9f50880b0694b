import Foundation
import TestSupport
import Testing

/// Unknown pictures in groups, one of which is to be looked at.
@Suite struct ScanClusterTests {
  private static let pictures = "pictures/edited"

  private func scan(_ arguments: String...) throws -> Program.Outcome {
    let scratch = try TemporaryFolder()
    return try Program.run(["scan", "--index", try scratch.demoIndex()] + arguments + [Self.pictures])
  }

  /// Copies that were mirrored and turned stand in the cluster of their original.
  @Test func editedCopiesStandWithTheirOriginal() throws {
    let outcome = try scan("--clusters", "--format", "jsonl")
    let objects = try outcome.objects
    #expect(objects.map { $0["i"] as? Int } == Array(0..<objects.count))
    var edits: [Int: Set<String>] = [:]
    for object in objects where object["cluster"] != nil {
      let cluster = try #require(object["cluster"] as? Int)
      let name = URL(filePath: object["path"] as! String).deletingPathExtension().lastPathComponent
      edits[cluster, default: []].insert(name)
      let isRepresentative = object["representative"] as? Bool == true
      let distance = try #require(object["cluster_distance"] as? Int)
      #expect(isRepresentative ? distance == 0 : distance <= 31)
    }
    let first = try #require(edits.values.first { $0.contains("200-original") })
    for edit in ["gray", "recompressed", "mirrored", "turned"] {
      #expect(first.contains("200-\(edit)"), "\(first)")
    }
    for names in edits.values { #expect(Set(names.map { $0.prefix(3) }).count == 1, "\(names)") }
    for (cluster, names) in edits {
      let rows = objects.filter { $0["cluster"] as? Int == cluster }
      #expect(rows.count { $0["representative"] as? Bool == true } == 1)
      #expect(rows.allSatisfy { $0["cluster_size"] as? Int == names.count })
    }
    let sizes = edits.keys.sorted().map { edits[$0]!.count }
    #expect(sizes == sizes.sorted(by: >))
    let saved = sizes.reduce(0) { $0 + $1 - 1 }
    #expect(outcome.errors.contains("; \(saved) exposures avoided; \(sizes.count) clusters"))
  }

  @Test func theThresholdDecides() throws {
    let none = try scan("--clusters", "--cluster-threshold", "0", "--format", "jsonl").objects
    let far = try scan("--clusters", "--cluster-threshold", "48", "--format", "jsonl").objects
    func count(_ objects: [[String: Any]]) -> Int { objects.count { $0["cluster"] != nil } }
    #expect(count(none) < count(far))
    #expect(try scan("--clusters", "--cluster-threshold", "65").status == 64)
  }

  @Test func aTableHasClustersFirst() throws {
    let lines = try scan("--clusters").lines
    let first = try #require(lines.firstIndex { $0.hasPrefix("unknown   cluster 1 ") })
    #expect(lines[1..<first].allSatisfy { $0.contains("lead") })
    #expect(lines[first].contains("stands for ") && lines[first + 1].hasPrefix("unknown   cluster 1 "))
    let rest = lines[first...].drop { $0.contains(" cluster ") }
    #expect(!rest.contains { $0.contains(" cluster ") })
  }

  @Test func rowsOfACSVSayTheirCluster() throws {
    let lines = try scan("--clusters", "--format", "csv").lines
    #expect(lines[0].hasSuffix(",skipped,cluster,cluster_size,cluster_distance,representative"))
    #expect(lines.count { $0.hasSuffix(",0,yes") } > 1)
    #expect(try scan("--format", "csv").lines[0].hasSuffix(",skipped"))
  }
}
