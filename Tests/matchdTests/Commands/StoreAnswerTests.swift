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
}
