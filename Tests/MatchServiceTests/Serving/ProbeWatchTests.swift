import HashCore
import MatchProtocol
import TestSupport
import Testing

@testable import MatchService

/// Who feels for a listed entry is noticed, and nobody else.
@Suite struct ProbeWatchTests {
  private static let listed = DemoList.query

  /// A client that asks query by query, and is told what a client is told.
  private final class Asker {
    let watch = ProbeWatch()
    var count = 0
    var isNoticed = false

    /// The distance where the hash is known.
    func ask(_ hash: PDQHash, near entries: [(id: String, hash: PDQHash)]) -> Int? {
      count += 1
      let near = entries.map { (id: $0.id, distance: $0.hash.distance(to: hash)) }.min {
        $0.distance < $1.distance
      }
      // Leads count too, whether the client is told of them or not.
      let seen = near.flatMap { $0.distance <= 48 ? $0 : nil }
      let sightings = seen.map { [ProbeWatch.Sighting(place: 0, list: "l", entry: $0.id, hash: hash)] } ?? []
      isNoticed = watch.note(sightings, among: 1, of: .user(7), now: 0) || isNoticed
      return seen.flatMap { $0.distance <= 31 ? $0.distance : nil }
    }
  }

  /// It is told distances, and keeps every change that brings it nearer.
  @Test(arguments: 0..<20) func whoClimbsTowardsAnEntryIsNoticed(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let asker = Asker()
    var (hash, distance) = (Self.listed.flipping(30, &generator), 30)
    while !asker.isNoticed, asker.count < 1000 {
      let next = hash.flipping(1 + generator.below(2), &generator)
      if let nearer = asker.ask(next, near: [("e", Self.listed)]), nearer <= distance {
        (hash, distance) = (next, nearer)
      }
    }
    #expect(asker.isNoticed && asker.count <= 200, "\(asker.count)")
  }

  /// It is told verdicts alone, and walks along the border between known and unknown.
  @Test(arguments: 0..<20) func whoFeelsForTheThresholdIsNoticed(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let asker = Asker()
    var hash = Self.listed.flipping(31, &generator)
    while !asker.isNoticed, asker.count < 1000 {
      let next = hash.flipping(1 + generator.below(3), &generator)
      if asker.ask(next, near: [("e", Self.listed)]) != nil { hash = next }
    }
    #expect(asker.isNoticed && asker.count <= 200, "\(asker.count)")
  }

  /// Bulk traffic: one in a hundred is known, some in whole families of copies one after the other.
  @Test func honestTrafficIsNot() {
    var generator = SeededGenerator(seed: 1)
    let watch = ProbeWatch()
    let families = (0..<300).map { family in
      (0..<40).map { _ in Self.listed.flipping([family % 256]).flipping(generator.below(30), &generator) }
    }
    var asked = 0
    let count = Proof.count(300_000, long: 10_000_000)
    while asked < count {
      let batch = 1 + generator.below(1000)
      var sightings: [ProbeWatch.Sighting] = []
      var place = 0
      while place < batch {
        let family = generator.below(families.count)
        let isWhole = generator.below(20_000) == 0
        let copies = isWhole ? Array(0..<40) : generator.below(100) == 0 ? [generator.below(40)] : []
        for (step, copy) in copies.enumerated() {
          sightings.append(
            .init(place: place + step, list: "l", entry: "\(family)", hash: families[family][copy]))
        }
        place += max(1, copies.count)
      }
      let isNoticed = watch.note(sightings, among: max(batch, place), of: .user(7), now: 0)
      #expect(!isNoticed)
      asked += max(batch, place)
    }
  }

  @Test func whoAsksForTheSameAgainIsNot() {
    let asker = Asker()
    for _ in 0..<1000 { _ = asker.ask(Self.listed.flipping(3), near: [("e", Self.listed)]) }
    #expect(!asker.isNoticed)
  }

  @Test(arguments: [(ProbeAlarm.off, "0", false), (.log, "1", false), (.busy, "1", true)])
  func whatIsDoneAboutItIsASetting(alarm: ProbeAlarm, count: String, isBusy: Bool) throws {
    let server = try RunningDaemon(lines: DemoList.lines) { $0.access.probeAlarm = alarm }
    let client = try server.connect()
    let queries = (0..<70).map { "\(DemoList.query.flipping([$0 + 100]))" }
    #expect(
      client.ask("LOOKUP \(queries.joined(separator: " "))\n").last?.hasPrefix("OK n=70 known=70 ") == true)
    #expect(client.ask("STATS\n").contains("STAT probe_alarms \(count)"))
    let next = client.ask("LOOKUP md5:00\n").last ?? ""
    #expect(next.hasPrefix("ERR BUSY retry quota=probe after_ms=") == isBusy, "\(next)")
    let admin = try TestClient(server.adminSocketPath)
    #expect(admin.ask("LOOKUP \(queries.joined(separator: " "))\n").last?.hasPrefix("OK n=70 ") == true)
    #expect(client.ask("STATS\n").contains("STAT probe_alarms \(count)"))
  }
}
