import Foundation
import HashCore
import TestSupport
import Testing

/// What is told where a match does not count, and where a hash is rounding noise.
@Suite struct ScanLeadTests {
  private let scratch: TemporaryFolder
  private let pattern: String
  private let hash: PDQHash

  /// Some pattern whose hash is stable, of good quality, and says too little.
  init() throws {
    scratch = try TemporaryFolder()
    let hasher = PictureHasher()
    let found = try #require(
      (0..<60).lazy.map { MadePixels.texture(seed: $0).jpeg() }.compactMap { bytes in
        (try? hasher.hash(bytes.span.bytes).primary).map { (bytes, $0) }
      }.first { !$0.1.isInformative && $0.1.isStable && $0.1.quality >= 50 })
    pattern = try scratch.file("pictures/pattern.jpg", Data(found.0)).path
    hash = found.1.hash
  }

  /// Scans against a list that has the pattern's hash with so many bits flipped.
  private func index(_ distances: Int...) throws -> String {
    let lines = distances.map { "pdq:\(hash.flipping($0))\tentry-\($0)\tlist\tscheme:a\n" }.joined()
    let path = scratch.path("index")
    let built = try Program.run(["index", "build", "--from", "-", "--output", path], input: lines)
    try #require(built.status == 0, "\(built.errors)")
    return path
  }

  @Test func aMatchThatDoesNotCountIsALead() throws {
    let index = try index(6, 12)
    let outcome = try Program.run(["scan", "--index", index, "--format", "jsonl", pattern])
    let object = try #require(try outcome.objects.first)
    #expect(object["verdict"] as? String == "unjudged" && object["reason"] as? String == "unstable")
    #expect(object["lead_entry"] as? String == "entry-6" && object["lead_distance"] as? Int == 6)
    #expect(object["lead_count"] as? Int == 2 && object["entry"] == nil)
    let leads = try #require(object["leads"] as? [[String: Any]])
    #expect(leads.map { $0["entry"] as? String } == ["entry-6", "entry-12"])
    #expect(leads.map { $0["distance"] as? Int } == [6, 12])
    #expect(leads[0]["labels"] as? [String] == ["scheme:a"] && leads[0]["state"] as? String == "confirmed")
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("1 unjudged (unstable 1)") && outcome.errors.contains("; 1 with leads"))
    let row = try Program.run(["scan", "--index", index, pattern]).lines[1]
    #expect(row.contains("unstable") && row.contains("lead: list/entry-6 +1"), "\(row)")
  }

  @Test func aDaemonTellsTheSame() throws {
    let index = try index(6, 12)
    let daemon = try RunningDaemon(["--index", index], in: scratch)
    let rows = try [["--index", index], ["--socket", daemon.socket]].map {
      try Program.run(["scan", "--format", "csv"] + $0 + [pattern]).lines
    }
    #expect(rows[0] == rows[1] && rows[0].count == 2)
    let stats = try Program.run(["stats", "--socket", daemon.socket]).lines
    #expect(stats.contains("items_with_leads\t1") && stats.contains("unjudged_unstable\t1"))
  }

  @Test func theSamePatternIsKnown() throws {
    let outcome = try Program.run(["scan", "--index", try index(0), "--format", "jsonl", pattern])
    #expect(try outcome.objects[0]["verdict"] as? String == "known" && outcome.status == 1)
    #expect(try outcome.objects[0]["leads"] == nil)
    #expect(!outcome.errors.contains("leads"))
  }

  @Test func aSymmetricPictureIsNeverUnknown() throws {
    // At this width PDQ samples a mirror image where it samples the picture.
    let bytes = MadePixels.photograph(seed: 1, width: 320, height: 240).symmetric.jpeg()
    let picture = try scratch.file("pictures/symmetric.jpg", Data(bytes)).path
    let object = try Program.run(["hash", "--json", picture]).objects[0]
    let stability = try #require(object["stability"] as? Int)
    #expect(stability > 31 && object["quality"] as? Int == 100)
    let outcome = try Program.run(["scan", "--index", try index(0), "--format", "jsonl", picture])
    #expect(try outcome.objects[0]["reason"] as? String == "unstable" && outcome.status == 2)
    #expect(
      try outcome.objects[0]["detail"] as? String
        == "expected at most 31 bits that rounding may turn, found \(stability)")
  }
}
