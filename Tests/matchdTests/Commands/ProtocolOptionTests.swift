import Foundation
import TestSupport
import Testing

/// Lists are matched as their hashes were made: by the reference's command line, at full size, or by both.
@Suite struct ProtocolOptionTests {
  /// Its two hashes are much further from each other than the threshold.
  private static let far = MadeJPEG(824)
  /// At full size it is too flat to be looked up; reduced it is not.
  private static let flat = MadeJPEG(10)

  private let scratch: TemporaryFolder
  private let pictures: String
  private var index: String { scratch.path("x.index") }

  init() throws {
    scratch = try TemporaryFolder()
    let far = Self.far.bytes
    _ = try scratch.file("pictures/far.jpg", Data(far))
    _ = try scratch.file("pictures/cut.jpg", Data(far.prefix(far.count * 2 / 3)))
    _ = try scratch.file("pictures/flat.jpg", Data(Self.flat.bytes))
    for name in ["frames/mpo-three.jpg", "pictures/jpeg/exif-6.jpg", "pictures/png/rgba-8.png"] {
      let bytes = try Data(contentsOf: Vectors.root.appending(path: name))
      _ = try scratch.file("pictures/\(URL(filePath: name).lastPathComponent)", bytes)
    }
    pictures = scratch.path("pictures")
  }

  /// What `hash --json` says of a picture.
  private func hashed(_ name: String, by recipe: String) throws -> [String: Any] {
    try Program.run(["hash", "--json", "--protocol", recipe, "\(pictures)/\(name)"]).objects[0]
  }

  private func hash(_ name: String, by recipe: String) throws -> String {
    try #require(try hashed(name, by: recipe)["pdq"] as? String)
  }

  private func distance(_ a: String, _ b: String) throws -> Int? {
    Int(try Program.run(["compare", a, b]).output.dropLast())
  }

  @discardableResult
  private func build(_ lines: [String], _ arguments: String...) throws -> Program.Outcome {
    try Program.run(
      ["index", "build", "--from", "-", "--output", index] + arguments,
      input: lines.joined(separator: "\n"))
  }

  private func scan(_ name: String, _ arguments: String...) throws -> (status: Int32, object: [String: Any]) {
    let outcome = try Program.run(
      ["scan", "--index", index, "--format", "jsonl", "\(pictures)/\(name)"] + arguments)
    return (outcome.status, try outcome.objects[0])
  }

  @Test func aListSaysHowItWasMade() throws {
    let (full, cli512) = try (hash("far.jpg", by: "full"), hash("far.jpg", by: "cli512"))
    let distance = try distance(full, cli512)
    #expect(try #require(distance) > 31)
    for (option, foundBy, missedBy) in [
      ([], ["cli512", "both"], ["", "full"]),
      (["--protocol", "default=cli512"], ["", "cli512", "both"], ["full"]),
      (["--protocol", "default=both"], ["", "cli512", "both"], ["full"]),
      (["--protocol", "default=full"], ["cli512", "both"], ["", "full"]),
    ] {
      let built = try Program.run(
        ["index", "build", "--from", "-", "--output", index] + option, input: cli512)
      #expect(built.status == 0, "\(built.errors)")
      for asked in foundBy {
        let (status, object) = try asked.isEmpty ? scan("far.jpg") : scan("far.jpg", "--protocol", asked)
        #expect(status == 1 && object["verdict"] as? String == "known", "\(option) \(asked)")
        #expect(object["distance"] as? Int == 0 && object["protocol"] as? String == "cli512")
        #expect(object["pdq"] as? String == full)
        let matches = object["matches"] as? [[String: Any]]
        #expect(matches?[0]["protocol"] as? String == "cli512")
      }
      for asked in missedBy {
        let (status, object) = try asked.isEmpty ? scan("far.jpg") : scan("far.jpg", "--protocol", asked)
        #expect(status == 0 && object["verdict"] as? String == "unknown", "\(option) \(asked)")
        #expect(object["protocol"] == nil)
      }
    }
  }

  @Test(
    "what the reference's command line printed is found at distance 0",
    .enabled(if: SharedVectors.arePresent, SharedVectors.absent))
  func referenceVectors() throws {
    let rows = try SharedVectors.rows(of: "expected_cli512.tsv")
    let printed = rows.map { "\($0[1]),\($0[2]),\($0[0])" }
    try build(printed, "--input", "hash", "--protocol", "default=cli512")
    let outcome = try Program.run(
      ["scan", "--index", index, "--format", "jsonl", "--quality-min", "0"] + rows.map { $0[0] },
      in: SharedVectors.root)
    let objects = try outcome.objects
    #expect(objects.count == rows.count && rows.count > 30)
    for object in objects {
      let matches = try #require(object["matches"] as? [[String: Any]])
      let own = matches.first { $0["entry"] as? String == object["path"] as? String }
      #expect(own?["distance"] as? Int == 0 && own?["protocol"] as? String == "cli512", "\(object)")
    }
  }

  @Test func eachHashIsGatedByItsOwnQuality() throws {
    try build([hash("flat.jpg", by: "cli512")], "--protocol", "default=cli512")
    let (_, known) = try scan("flat.jpg")
    #expect(known["verdict"] as? String == "known" && known["distance"] as? Int == 0)
    #expect(try #require(known["quality"] as? Int) < 50)
    for asked in ["full", "both"] {
      let (_, object) = try scan("flat.jpg", "--protocol", asked, "--threshold", "0")
      #expect(object["verdict"] as? String == (asked == "full" ? "unjudged" : "known"))
    }
    try build([String(repeating: "0123456789abcdef", count: 4)], "--protocol", "default=both")
    let (status, unjudged) = try scan("flat.jpg")
    #expect(status == 2 && unjudged["reason"] as? String == "low_quality")
    #expect(try scan("flat.jpg", "--protocol", "cli512").status == 0)
  }

  @Test func turnedPicturesFramesAndDamagedOnesAreFound() throws {
    let turned = try Program.run(
      ["hash", "--all-orientations", "--protocol", "cli512", "\(pictures)/far.jpg"])
    let rot90 = try #require(turned.lines.first { $0.hasSuffix("\trot90") }).prefix(64)
    let album = try #require(try hashed("mpo-three.jpg", by: "cli512")["frames"] as? [[String: Any]])
    let second = try #require(album[0]["pdq"] as? String)
    let damaged = try #require(try hashed("cut.jpg", by: "cli512")["pdq_damaged"] as? String)
    try build(
      ["\(rot90)\tturned", "\(second)\tsecond", "\(damaged)\tcut"], "--protocol", "default=cli512")
    #expect(try scan("far.jpg").object["verdict"] as? String == "unknown")
    let (_, found) = try scan("far.jpg", "--all-orientations")
    #expect(found["entry"] as? String == "turned" && found["distance"] as? Int == 0)
    #expect(found["orientation"] as? String == "rot90" && found["protocol"] as? String == "cli512")
    let (_, frame) = try scan("mpo-three.jpg")
    #expect(frame["entry"] as? String == "second" && frame["frame"] as? String == "1")
    #expect(frame["protocol"] as? String == "cli512")
    let (_, cut) = try scan("cut.jpg")
    #expect(cut["entry"] as? String == "cut" && cut["damaged"] as? Bool == true)
    let (_, missed) = try scan("cut.jpg", "--protocol", "full")
    #expect(missed["reason"] as? String == "truncated")
  }

  /// A fast decode has no hash by `cli512`, so a list that asks for it makes pictures exact.
  @Test func fastScansOfSuchListsAreExact() throws {
    let large = Vectors.root.appending(path: "pictures/scenes/large.jpg").path
    let listed = try hash("far.jpg", by: "cli512")
    func decode(_ arguments: String...) throws -> String? {
      let outcome = try Program.run(
        ["scan", "--index", index, "--format", "jsonl", "--decode", "fast", large] + arguments)
      return try outcome.objects[0]["decode"] as? String
    }
    try build([listed])
    #expect(try decode() == "fast" && decode("--protocol", "both") == "exact")
    try build([listed], "--protocol", "default=cli512")
    #expect(try decode() == "exact" && decode("--protocol", "full") == "fast")
    #expect(try scan("far.jpg", "--decode", "fast").object["distance"] as? Int == 0)
  }

  /// The lists of all tests above in one index, with a list for each protocol.
  private func buildMixed() throws {
    let hashes = try ["far.jpg", "flat.jpg", "exif-6.jpg", "rgba-8.png", "mpo-three.jpg"].flatMap { name in
      try ["full", "cli512"].map { "\(try hash(name, by: $0))\t\(name)-\($0)" }
    }
    try build(
      ["a", "b", "c"].flatMap { list in hashes.map { "\($0)\t\(list)" } }, "--protocol", "b=cli512",
      "--protocol", "c=both")
  }

  /// Without the array of leads, of which a daemon tells the nearest alone.
  private func rows(_ source: [String], _ arguments: [String]) throws -> [[String: Any]] {
    try Program.run(
      ["scan", "--format", "jsonl", "--max-matches", "30", pictures] + source + arguments
    ).objects.map { $0.filter { $0.key != "leads" } }
  }

  @Test func theDaemonSaysTheSame() throws {
    try buildMixed()
    let daemon = try RunningDaemon(["--index", index], in: scratch)
    var seen: Set<String> = []
    for arguments in [
      [], ["--protocol", "full"], ["--protocol", "cli512"], ["--protocol", "both", "--all-orientations"],
      ["--decode", "fast"],
    ] {
      let here = try rows(["--index", index], arguments)
      let there = try rows(["--socket", daemon.socket], arguments)
      #expect(here.count == 6 && there.count == 6)
      for (here, there) in zip(here, there) {
        #expect(NSDictionary(dictionary: here) == NSDictionary(dictionary: there), "\(arguments)")
      }
      seen.insert("\(here.map { ($0["matches"] as? [Any])?.count ?? 0 })")
    }
    #expect(seen.count >= 3, "the options make no difference: \(seen)")
  }

  @Test func aDaemonsSettingIsForRequestsThatSayNothing() throws {
    try build([hash("far.jpg", by: "cli512")])
    func verdict(_ daemon: RunningDaemon, _ arguments: [String] = []) throws -> String? {
      let outcome = try Program.run(
        ["scan", "--socket", daemon.socket, "--format", "jsonl", "\(pictures)/far.jpg"] + arguments)
      return try outcome.objects[0]["verdict"] as? String
    }
    let config = try scratch.file("matchd.conf", "index = \(index)\nprotocol = both\n")
    for arguments in [["--config", config.path], ["--index", index, "--protocol", "cli512"]] {
      let daemon = try RunningDaemon(arguments, in: scratch)
      #expect(try verdict(daemon) == "known" && verdict(daemon, ["--protocol", "full"]) == "unknown")
      _ = try daemon.end(with: SIGTERM)
    }
    let overridden = try RunningDaemon(["--config", config.path, "--protocol", "full"], in: scratch)
    #expect(try verdict(overridden) == "unknown")
    let asked = try Program.run(
      ["lookup", "--socket", overridden.socket], input: "\(hash("far.jpg", by: "cli512"))")
    #expect(asked.status == 1 && !asked.output.contains("protocol"))
  }

  // MARK: Building

  private static let line = String(repeating: "0123456789abcdef", count: 4)

  @Test func aListThatIsNotThereLeavesTheOldIndex() throws {
    try build(["\(Self.line)\ta\tpartner"])
    let old = try Data(contentsOf: URL(filePath: index))
    for name in ["Partner", "default", "partner ", "partner%20", "é"] {
      let refused = try build(
        ["\(Self.line)\ta\tpartner", Self.line + "\tb\te\u{301}"], "--protocol", "\(name)=both")
      #expect(refused.status == 2 && refused.errorLines.count == 1)
      #expect(
        refused.errors.contains("expected one of the lists 'e\u{301}', 'partner', found"), "\(refused.errors)"
      )
      #expect(try Data(contentsOf: URL(filePath: index)) == old)
    }
  }

  @Test(arguments: [
    ["default"], ["=cli512"], ["default="], ["default=CLI512"], ["default=pdq"], ["%zz=both"],
    ["a=full", "a=full"], ["a=both", "%61=cli512"],
  ])
  func aWrongProtocolIsExit64(options: [String]) throws {
    let arguments = options.flatMap { ["--protocol", $0] }
    let outcome = try Program.run(
      ["index", "build", "--from", "-", "--output", index] + arguments, input: "\(Self.line)\tx\ta")
    #expect(outcome.status == 64 && outcome.errorLines.count == 1, "\(outcome.errors)")
    #expect(outcome.errors.contains("--protocol"), "\(outcome.errors)")
    #expect(try !scratch.names.contains("x.index"))
  }

  @Test func infoSaysItAndTheDumpSaysWhatItLeavesOut() throws {
    let lines = ["\(Self.line)\tx\ta%2C=b", "\(Self.line)\ty\tplain"]
    let built = try build(lines, "--protocol", "a%2C=b=cli512", "--generation", "3")
    #expect(built.status == 0, "\(built.errors)")
    let bytes = try Data(contentsOf: URL(filePath: index))
    let info = try Program.run(["index", "info", index]).lines
    #expect(info.contains("list\ta%2C=b\tkind=official\tentries=1\tprotocol=cli512"), "\(info)")
    #expect(info.contains("list\tplain\tkind=official\tentries=1\tprotocol=full"))
    #expect(info.contains("requires\thash recipes"))
    let dump = try Program.run(["index", "dump", index])
    #expect(dump.status == 0 && dump.errorLines.count == 1)
    #expect(dump.errors.contains("build from them with --protocol a%2C=b=cli512"), "\(dump.errors)")
    #expect(try Program.run(["index", "verify", index]).status == 0)
    try build(dump.lines, "--protocol", "a%2C=b=cli512", "--generation", "3")
    #expect(try Data(contentsOf: URL(filePath: index)) == bytes)
    try build(dump.lines, "--generation", "3")
    let plain = try Data(contentsOf: URL(filePath: index))
    #expect(plain != bytes)
    try build(dump.lines, "--protocol", "plain=full", "--generation", "3")
    #expect(try Data(contentsOf: URL(filePath: index)) == plain)
  }
}
