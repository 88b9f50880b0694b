import Foundation
import TestSupport
import Testing

/// The list store from the command line.
@Suite struct ListCommandTests {
  private let folder: TemporaryFolder
  private var store: [String] { ["--store", folder.path("lists")] }

  init() throws {
    folder = try TemporaryFolder()
    try #require(try Program.run(["list", "init", folder.path("lists")]).status == 0)
    try create("own", "--kind", "own", "--quorum", "2")
  }

  private static let query = "pdq:f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22"

  private func create(_ name: String, _ options: String...) throws {
    try #require(try Program.run(["list", "create", name] + options + store).status == 0)
  }

  private func run(_ arguments: String...) throws -> Program.Outcome {
    try Program.run(["list"] + arguments + store)
  }

  @Test func withoutAStoreItTellsHowToMakeOne() throws {
    let plain = try Program.run(["list"])
    #expect(plain.status == 0)
    #expect(plain.output.contains("matchd list init"))
    let missing = try Program.run(["list", "stats"])
    #expect(missing.status == 64)
    #expect(missing.errors.contains("matchd list init"))
    let none = try Program.run(["list", "stats", "--store", folder.path("none")])
    #expect(none.status == 2)
    #expect(none.errors.contains("matchd list init"))
    #expect(none.errorLines.count == 1)
  }

  @Test func anEntryIsProposedConfirmedDisputedWithdrawnAndReinstated() throws {
    let added = try run("add", "--list", "own", "--label", "site:a", "--json", Self.query)
    let entry = try #require(try added.objects.first?["entry"] as? String)
    #expect(entry == Self.query)
    #expect(try added.objects.first?["state"] as? String == "proposed")
    #expect(try added.objects.first?["labels"] as? [String] == ["site:a"])
    let steps = [
      (["confirm", "--reviewer", "a"], "proposed"), (["confirm", "--reviewer", "b"], "confirmed"),
      (["dispute", "--reviewer", "c", "--reason", "r"], "disputed"),
      (["reinstate", "--reviewer", "c", "--reason", "r"], "confirmed"),
      (["withdraw", "--reviewer", "c", "--reason", "r"], "withdrawn"),
      (["reinstate", "--reviewer", "c", "--reason", "r"], "confirmed"),
    ]
    for (step, state) in steps {
      let outcome = try Program.run(["list"] + step + ["--list", "own", "--json", entry] + store)
      #expect(outcome.status == 0, "\(step): \(outcome.errors)")
      #expect(try outcome.objects.first?["state"] as? String == state, "\(step)")
      #expect(try run("show", "own", "--json").objects.first?["state"] as? String == state)
    }
    let shown = try run("show", "own", entry, "--json").objects
    #expect((shown.first?["votes"] as? [Any])?.count == 3)
    #expect((shown.first?["withdrawals"] as? [Any])?.count == 1)
    #expect(try Program.run(["audit", "verify"] + store).output == "ok\t9 lines\n")
    #expect(try run("check").output == "ok\t1 entries\n")
  }

  @Test func aPictureIsHashedAndNotStored() throws {
    let path = Vectors.root.appending(path: "pictures/scenes/scene-150.jpg").path
    let outcome = try run("add", "--list", "own", "--json", path)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let hashed = try Program.run(["hash", "--json", path]).objects[0]
    let queries = try #require(try outcome.objects[0]["queries"] as? [String])
    for key in ["pdq", "md5", "sha1", "sha256"] {
      #expect(queries.contains("\(key):\(hashed[key] as? String ?? "")"), "\(key)")
    }
    #expect(try outcome.objects[0]["entry"] as? String == "picture-\(hashed["sha256"] as? String ?? "")")
    let again = try run("add", "--list", "own", path)
    #expect(again.output.hasSuffix("as before\n"))
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path("lists"))
    #expect(names.allSatisfy { $0.hasPrefix("lists.sqlite") })
  }

  @Test func whatTheStoreRefusesIsOneLineAndExit2() throws {
    for arguments in [
      ["add", "--list", "none", Self.query], ["add", "--list", "own", folder.path("no-file")],
      ["confirm", "--list", "own", "--reviewer", "a", "none"], ["show", "none"], ["show", "own", "none"],
      ["create", "--kind", "own", "own"], ["backup", folder.path("lists/lists.sqlite")],
    ] {
      let outcome = try Program.run(["list"] + arguments + store)
      #expect(outcome.status == 2, "\(arguments)")
      #expect(outcome.errorLines.count == 1, "\(outcome.errors)")
    }
  }

  @Test(arguments: [
    ["create", "--kind", "bank", "x"], ["create", "--kind", "own", "--quorum", "0", "x"],
    ["create", "--kind", "own", "--threshold", "257", "x"], ["add", "x"], ["add", "--list", "own"],
    ["withdraw", "--list", "own", "--reviewer", "a", "x"], ["confirm", "--list", "own", "x"],
    ["add", "--list", "own", "--label", "", "x"],
  ])
  func aWrongCommandLineIsExit64(arguments: [String]) throws {
    #expect(try Program.run(["list"] + arguments + store).status == 64)
  }

  @Test func backupsAreRestored() throws {
    _ = try run("add", "--list", "own", Self.query)
    #expect(try run("backup", folder.path("copy")).status == 0)
    let restored = ["--store", folder.path("again")]
    #expect(try Program.run(["list", "restore", folder.path("copy")] + restored).status == 0)
    #expect(try Program.run(["list", "show", "own"] + restored).output == run("show", "own").output)
  }

  @Test func numbersOfTheStoreArePrinted() throws {
    _ = try run("add", "--list", "own", Self.query)
    try create("known-good", "--kind", "negative", "--suppresses", "own")
    let object = try run("stats", "--json").objects[0]
    let lists = try #require(object["lists"] as? [[String: Any]])
    #expect(lists.map { $0["list"] as? String } == ["known-good", "own"])
    #expect(lists[1]["proposed"] as? Int == 1)
    #expect(lists[0]["suppresses"] as? [String] == ["own"])
    #expect(object["seq"] as? Int == 3)
    #expect(try run("stats").lines.last?.hasPrefix("store\tseq=3\t") == true)
  }

  /// Every command that prints has a form for programs.
  @Test func whatIsPrintedIsPrintedAsJSONToo() throws {
    let new = folder.path("new")
    let made = try Program.run(["list", "init", "--json", new]).objects
    #expect(made[0]["store"] as? String == new)
    #expect(try run("create", "oops", "--kind", "own", "--json").objects[0]["list"] as? String == "oops")
    let removed = try run("remove", "oops", "--reason", "a typing error", "--json").objects
    #expect(removed[0]["removed"] as? Bool == true)
    _ = try run("add", "--list", "own", Self.query)
    let copy = folder.path("copy")
    #expect(try run("backup", copy, "--json").objects[0]["file"] as? String == copy)
    let again = ["--store", folder.path("again")]
    let restored = try Program.run(["list", "restore", copy, "--json"] + again).objects
    #expect(restored[0]["entries"] as? Int == 1)
    #expect(try run("check", "--json").objects[0]["entries"] as? Int == 1)
    #expect(try run("check", "--json").objects[0]["ok"] as? Bool == true)
    let verified = try Program.run(["audit", "verify", "--json"] + store).objects
    #expect(verified[0]["lines"] as? Int == 6)
    let kept = try Program.run(["audit", "show", "--checkpoint", "--json"] + store).objects
    #expect((kept[0]["checkpoint"] as? String)?.hasPrefix("6:") == true)
  }

  @Test func whatPeopleWriteCanPassForNothingElse() throws {
    _ = try run("add", "--list", "own", "--id", "one", Self.query)
    let reason = "because\u{1b}[2Jof\u{202e}this\nconfirmed\tby nobody"
    _ = try run("dispute", "--list", "own", "one", "--reviewer", "an\u{7}na", "--reason", reason)
    let shown = try run("show", "own", "one")
    #expect(
      shown.lines.last
        == "disputed\tby an%07na, change 3\tbecause%1B[2Jof%E2%80%AEthis%0Aconfirmed%09by nobody")
  }

  @Test func whoWithdrawsIsToldHowToWithdrawTheRest() throws {
    try create("partner", "--kind", "official")
    _ = try run("add", "--list", "own", "--id", "one", Self.query)
    _ = try run("add", "--list", "partner", "--id", "two words", Self.query)
    let outcome = try run("withdraw", "--list", "own", "one", "--reviewer", "a", "--reason", "r", "--json")
    let equals = try #require(try outcome.objects[0]["equals"] as? [[String: Any]])
    #expect(equals.map { $0["entry"] as? String } == ["two words"])
    #expect(outcome.errors.contains("matchd list withdraw --list 'partner' 'two words'"))
  }

  @Test func theLogSaysWhatItDoesNotKnow() throws {
    let none = try Program.run(["audit", "show", "--list", "own", "--entry", "none"] + store)
    #expect(none.status == 2 && none.output.isEmpty && none.errors.contains("own/none"))
    let file = try folder.file("lines", "\(Self.query)\tone\n").path
    _ = try run("import", "--list", "own", file)
    let imported = try Program.run(["audit", "show", "--list", "own", "--entry", "one"] + store)
    #expect(imported.status == 0 && imported.output.isEmpty && imported.errors.contains("came by an import"))
  }

  @Test func labelsOfWhatIsConfirmedNeedAReview() throws {
    _ = try run("add", "--list", "own", "--id", "one", "--label", "a", Self.query)
    for reviewer in ["x", "y"] { _ = try run("confirm", "--list", "own", "one", "--reviewer", reviewer) }
    #expect(try run("add", "--list", "own", "--id", "one", "--label", "b", Self.query).status == 2)
    let outcome = try run(
      "label", "--list", "own", "one", "--add", "b", "--remove", "a", "--reviewer", "x", "--reason", "r",
      "--json")
    #expect(try outcome.objects[0]["labels"] as? [String] == ["b"])
    #expect(try run("label", "--list", "own", "one", "--reviewer", "x", "--reason", "r").status == 64)
  }

  /// A store that knows nothing says so: its silence would look like an answer.
  @Test func aStoreWithoutAnswersWarns() throws {
    _ = try run("add", "--list", "own", Self.query)
    let outcome = try Program.run(["lookup"] + store, input: Self.query + "\n")
    #expect(outcome.status == 0 && outcome.errors.contains("has no entry that answers"))
  }
}
