import Foundation
import TestSupport
import Testing

/// Answers from a list store: by a command, and by a daemon that runs while the store changes.
@Suite struct StoreAnswerTests {
  private static let query = "pdq:f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22"
  private let folder: TemporaryFolder
  private var store: [String] { ["--store", folder.path("lists")] }

  init() throws {
    folder = try TemporaryFolder()
    try list("init", folder.path("lists"), inStore: false)
    try list("create", "own", "--kind", "own")
    try list("add", "--list", "own", "--id", "one", "--label", "site:a", Self.query)
  }

  private func list(_ arguments: String..., inStore: Bool = true) throws {
    let outcome = try Program.run(["list"] + arguments + (inStore ? store : []))
    try #require(outcome.status == 0, "\(arguments): \(outcome.errors)")
  }

  private func decide(_ decision: String) throws {
    try list(decision, "--list", "own", "one", "--reviewer", "anna", "--reason", "a test")
  }

  private func verdict(_ source: [String]) throws -> (status: Int32, item: [String: Any]) {
    let outcome = try Program.run(["lookup"] + source, input: Self.query + "\n")
    return (outcome.status, try #require(try outcome.objects.first, "\(outcome.errors)"))
  }

  /// The same steps with and without an index: answers are those of the store.
  @Test(arguments: [false, true]) func answersFollowTheStore(isCompiled: Bool) throws {
    if isCompiled { try list("compile") }
    #expect(try verdict(store).item["verdict"] as? String == "unknown")
    try decide("confirm")
    let known = try verdict(store)
    #expect(known.status == 1)
    #expect(known.item["entry"] as? String == "one")
    #expect(known.item["labels"] as? [String] == ["site:a"])
    if isCompiled { try list("compile") }
    try decide("dispute")
    let disputed = try verdict(store)
    #expect(disputed.status == 0)
    #expect(disputed.item["verdict"] as? String == "unknown")
    #expect(disputed.item["lead_state"] as? String == "disputed")
    #expect(disputed.item["lead_entry"] as? String == "one")
    try decide("withdraw")
    #expect(try verdict(store).item["lead_entry"] == nil)
    try decide("reinstate")
    #expect(try verdict(store).status == 1)
  }

  /// An empty file where the store was, or another program's, would answer as a store that knows nothing.
  @Test(arguments: ["", "garbage"]) func whatIsNoStoreAnswersNothing(content: String) throws {
    try decide("confirm")
    for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: lists + suffix) }
    try Data(content.utf8).write(to: URL(filePath: lists))
    let lookup = try Program.run(["lookup"] + store, input: Self.query + "\n")
    #expect(lookup.status == 2 && lookup.output.isEmpty, "\(lookup.output)")
    #expect(try Program.run(["list", "check"] + store).status == 2)
    #expect(try Program.run(["audit", "verify"] + store).status == 2)
  }

  @Test func theDaemonAnswersNothingFromAStoreThatItCannotRead() throws {
    try decide("confirm")
    let daemon = try RunningDaemon(store, in: folder)
    let socket = ["--socket", daemon.socket]
    #expect(try verdict(socket).status == 1)
    try FileManager.default.moveItem(atPath: folder.path("lists"), toPath: folder.path("old"))
    let isUnready = eventually { (try? Program.run(["health"] + socket).status) == 2 }
    #expect(isUnready, "it is not there any more")
    #expect(try Program.run(["lookup"] + socket, input: Self.query + "\n").status == 2)
  }

  /// A list of harmless pictures takes matches away from its first confirmed entry on, compiled or not, and
  /// in a running daemon.
  @Test(arguments: [false, true]) func negativeListsTakeMatchesAway(isCompiled: Bool) throws {
    try decide("confirm")
    if isCompiled { try list("compile") }
    let daemon = try RunningDaemon(store, in: folder)
    let socket = ["--socket", daemon.socket]
    try list("create", "harmless", "--kind", "negative", "--threshold", "4")
    try list("add", "--list", "harmless", "--id", "logo", "--label", "site:logo", Self.query)
    #expect(try verdict(store).status == 1, "it is not confirmed")
    try list("confirm", "--list", "harmless", "logo", "--reviewer", "anna")
    for source in [store, socket] {
      let isTaken = try eventually { try verdict(source).status == 0 }
      #expect(isTaken)
      let item = try verdict(source).item
      #expect(item["verdict"] as? String == "unknown")
      #expect(item["suppressed"] as? String == "own/one")
      #expect(item["suppressed_by"] as? String == "harmless/logo")
      #expect(item["suppressed_count"] as? Int == 1)
      #expect((item["matches"] as? [Any])?.isEmpty == true)
    }
    let stats = try Program.run(["stats"] + socket).output
    #expect(stats.contains("items_suppressed\t") && !stats.contains("items_suppressed\t0"))
  }

  /// `threshold=` is the one that was applied: the request's, else the list's.
  @Test func listsHaveThresholdsOfTheirOwn() throws {
    try decide("confirm")
    try list("create", "strict", "--kind", "own", "--threshold", "2", "--near-threshold", "12")
    let near = String(Self.query.dropLast(2)) + "dd"
    try list("add", "--list", "strict", "--id", "near", "--label", "site:a", near)
    try list("confirm", "--list", "strict", "near", "--reviewer", "anna")
    let item = try verdict(store).item
    #expect(item["entry"] as? String == "one" && item["threshold"] as? Int == 31)
    #expect(item["lead_entry"] as? String == "near" && item["lead_state"] as? String == "confirmed")
    let outcome = try Program.run(["lookup", "--threshold", "31"] + store, input: Self.query + "\n")
    #expect((try outcome.objects[0]["matches"] as? [Any])?.count == 2)
    #expect(try outcome.objects[0]["lead_entry"] == nil)
  }

  @Test func theDaemonFollowsAStoreThatWasReplaced() throws {
    try decide("confirm")
    try list("backup", folder.path("copy"))
    let daemon = try RunningDaemon(store, in: folder)
    let socket = ["--socket", daemon.socket]
    #expect(try verdict(socket).status == 1)
    try FileManager.default.moveItem(atPath: folder.path("lists"), toPath: folder.path("old"))
    try list("restore", folder.path("copy"))
    try decide("withdraw")
    let isGone = eventually {
      (try? Program.run(["lookup"] + socket, input: Self.query + "\n").status) == 0
    }
    #expect(isGone, "what was withdrawn in the restored store")
  }

  private var lists: String { folder.path("lists/lists.sqlite") }

  @Test func theDaemonTakesChangesUpByItself() throws {
    try decide("confirm")
    try list("compile")
    let daemon = try RunningDaemon(store, in: folder)
    let socket = ["--socket", daemon.socket]
    #expect(try verdict(socket).status == 1)
    #expect(try Program.run(["health"] + socket).output.contains(" seq=3 "))
    try decide("withdraw")
    #expect(try eventually { try verdict(socket).status == 0 })
    #expect(try Program.run(["health"] + socket).output.contains(" seq=4 "))
    try decide("reinstate")
    #expect(try eventually { try verdict(socket).status == 1 })
    try list("compile")
    #expect(try eventually { try Program.run(["health"] + socket).output.contains("generation=2 seq=5 ") })
    #expect(try verdict(socket).status == 1)
  }

  @Test func picturesAreScannedAgainstAStore() throws {
    let picture = Vectors.root.appending(path: "pictures/scenes/scene-150.jpg").path
    try list("add", "--list", "own", "--id", "two", picture)
    try list("confirm", "--list", "own", "two", "--reviewer", "anna")
    let outcome = try Program.run(["scan", "--format", "jsonl"] + store + [picture])
    #expect(outcome.status == 1)
    #expect(try outcome.objects[0]["entry"] as? String == "two")
    #expect(try outcome.objects[0]["grade"] as? String == "exact")
  }

  @Test func aStoreThatCannotBeOpenedIsExit2() throws {
    for arguments in [["lookup"], ["scan", "x"], ["serve", "--socket", folder.path("s")]] {
      let outcome = try Program.run(arguments + ["--store", folder.path("none")])
      #expect(outcome.status == 2, "\(arguments)")
      #expect(outcome.errors.contains("matchd list init"), "\(outcome.errors)")
    }
  }

  /// The source's label stays, the site's stands behind it; here and from a daemon.
  @Test func aSiteHasLabelsOfItsOwn() throws {
    try decide("confirm")
    let map = try folder.file("map", "site:a\tillegal-fr,review\n").path
    let labels = ["site:a", "illegal-fr", "review"]
    #expect(try verdict(store + ["--label-map", map]).item["labels"] as? [String] == labels)
    let daemon = try RunningDaemon(store + ["--label-map", map], in: folder)
    let socket = ["--socket", daemon.socket]
    #expect(try verdict(socket).item["labels"] as? [String] == labels)
    let both = try Program.run(["lookup", "--label-map", map] + socket, input: "")
    #expect(both.status == 64)
    let wrong = try folder.file("wrong", "one field\n").path
    let refused = try Program.run(["lookup", "--label-map", wrong] + store, input: "")
    #expect(refused.status == 78 && refused.errors.contains("line 1"))
  }
}
