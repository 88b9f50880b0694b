import Foundation
import TestSupport
import Testing

/// Files of partners from the command line.
@Suite struct ListImportCommandTests {
  private let folder: TemporaryFolder
  private var store: [String] { ["--store", folder.path("lists")] }

  init() throws {
    folder = try TemporaryFolder()
    try #require(try Program.run(["list", "init", folder.path("lists")]).status == 0)
    let created = try Program.run(["list", "create", "partner", "--kind", "official"] + store)
    try #require(created.status == 0)
  }

  private static let hash = "f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b2"

  private func lines(_ ids: ClosedRange<Int>) -> String {
    ids.map { "pdq:\(Self.hash)\($0 % 10)\t\($0)\tpartner\ta:1\n" }.joined()
  }

  private func run(_ arguments: String..., input: String = "") throws -> Program.Outcome {
    try Program.run(["list", "import", "--list", "partner"] + arguments + store, input: input)
  }

  @Test func aFileIsToldAndTaken() throws {
    let file = try folder.file("list.tsv", lines(1...5) + "pdq:zz\tbad\n").path
    let told = try run("--dry-run", file)
    #expect(told.status == 0)
    #expect(told.output == "+5 -0 ~0, refused 1 (bad field 1), unchanged 0, nothing was changed\n")
    #expect(try Program.run(["list", "show", "partner"] + store).output.isEmpty)
    let taken = try run("--json", "--verbose", file)
    #expect(taken.status == 0)
    #expect(try taken.objects[0]["added"] as? Int == 5)
    #expect(try taken.objects[0]["added_ids"] as? [String] == ["1", "2", "3", "4", "5"])
    #expect(try taken.objects[0]["refused"] as? Int == 1)
    let known = try Program.run(["lookup"] + store, input: "\(Self.hash)3\n")
    #expect(known.status == 1)
  }

  @Test func replacingAsksAndStandardInputIsRead() throws {
    #expect(try run("-", input: lines(1...5)).status == 0)
    let refused = try run("--mode", "replace", "-", input: lines(1...3))
    #expect(refused.status == 2)
    #expect(refused.errors.contains("--confirm-withdrawals 2"))
    let taken = try run("--mode", "replace", "--confirm-withdrawals", "2", "-", input: lines(1...3))
    #expect(taken.output == "+0 -2 ~0, unchanged 3\n")
    let again = try run("-", input: lines(1...5))
    #expect(again.output == "+0 -0 ~0, withdrawn here 2, unchanged 3\n")
    #expect(taken.errors.contains("matchd list reinstate --list 'partner' --import 2\n"))
    let undone = try Program.run(
      ["list", "reinstate", "--list", "partner", "--reviewer", "a", "--reason", "r", "--import", "2"] + store)
    #expect(undone.status == 0 && undone.lines.count == 2, "\(undone)")
    #expect(try run("-", input: lines(1...5)).output == "+0 -0 ~0, unchanged 5\n")
  }

  @Test func whatCannotBeReadChangesNothing() throws {
    let good = try folder.file("good.tsv", lines(1...2)).path
    let wide = try folder.file("bad", "\u{1}\u{2}nothing that is a list").path
    for arguments in [[good, folder.path("none")], ["--format", "none", good], [good, wide]] {
      let outcome = try Program.run(["list", "import", "--list", "partner"] + arguments + store)
      #expect(outcome.status == 2, "\(arguments): \(outcome.output)")
      #expect(try Program.run(["list", "show", "partner"] + store).output.isEmpty)
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path("lists"))
    #expect(names.allSatisfy { $0.hasPrefix("lists.sqlite") }, "\(names)")
  }

  @Test func columnsAreNamedWhereTheirNamesDoNotTell() throws {
    let file = try folder.file("odd.csv", "Ref;Fingerprint\n7;\(Self.hash)1\n").path
    #expect(try run(file).status == 2)
    let taken = try run("--format", "csv", "--column", "Fingerprint=pdq", "--column", "1=id", file)
    #expect(taken.status == 0 && taken.output.hasPrefix("+1 "), "\(taken.errors)")
    #expect(try Program.run(["list", "show", "partner"] + store).output.hasPrefix("7\tconfirmed\t"))
    #expect(try run("--column", "nothing", file).status == 64)
    let exchanged = try run("--format", "csv", "--column", "pdq=Fingerprint", file)
    #expect(exchanged.status == 2 && exchanged.errors.contains("COLUMN=FIELD"), "\(exchanged.errors)")
    let empty = try run(try folder.file("empty.csv", "").path)
    #expect(empty.status == 2 && empty.errors.contains("an empty file"), "\(empty.errors)")
  }

  @Test func listsAreComparedAndExported() throws {
    #expect(try run(try folder.file("old.tsv", lines(1...3)).path).status == 0)
    let newer = try folder.file("new.tsv", lines(2...4)).path
    let differing = try Program.run(["list", "diff", "partner", newer] + store)
    #expect(differing.status == 0 && differing.output == "-\t1\n+\t4\n")
    let objects = try Program.run(["list", "diff", "partner", newer, "--json"] + store).objects
    #expect(objects.map { $0["entry"] as? String } == ["1", "4"])
    let refused = try Program.run(["list", "export", "partner", "--format", "text"] + store)
    #expect(refused.status == 2 && refused.errors.contains("official"))
    _ = try Program.run(["list", "create", "own", "--kind", "own"] + store)
    _ = try Program.run(["list", "import", "--list", "own", newer] + store)
    _ = try Program.run(["list", "confirm", "--list", "own", "3", "--reviewer", "a"] + store)
    let text = try Program.run(["list", "export", "own", "--format", "text"] + store)
    #expect(text.output == "pdq:\(Self.hash)3\t3\town\ta:1\n")
    #expect(text.errors.contains("1 written, 2 left out"))
    let output = folder.path("all.jsonl")
    let written = try Program.run(["list", "export", "own", "--format", "jsonl", "--output", output] + store)
    #expect(written.status == 0 && written.output.isEmpty)
    #expect(try String(contentsOfFile: output, encoding: .utf8).split(separator: "\n").count == 4)
    let feedback = try Program.run(["list", "export", "partner", "--format", "stopncii-feedback"] + store)
    #expect(try feedback.objects[0]["count"] as? Int == 3)
  }

  @Test func whatWouldMatchTooMuchIsShownReleasedAndDropped() throws {
    let striped = String(repeating: "f0", count: 31) + "e1"
    let other = String(repeating: "f0", count: 30) + "e1f0"
    let file = try folder.file("bad.tsv", "pdq:\(striped)\t1\npdq:\(other)\t2\n").path
    #expect(try run(file, "--json").objects[0]["quarantined"] as? Int == 2)
    let shown = try Program.run(["list", "quarantine", "show"] + store)
    #expect(shown.output.hasPrefix("partner\t1\tlow-information hash\t1\tconfirmed\n"))
    let json = try Program.run(["list", "quarantine", "show", "partner", "--json"] + store).objects
    #expect(json.map { $0["entry"] as? String } == ["1", "2"])
    func decide(_ decision: String, _ arguments: String...) throws -> Program.Outcome {
      try Program.run(
        ["list", "quarantine", decision, "--list", "partner", "--reviewer", "a", "--reason", "r"] + arguments
          + store)
    }
    #expect(try decide("release").status == 64)
    #expect(try decide("release", "1").output == "release\t1 entries\n")
    #expect(try decide("drop", "--all", "--json").objects[0]["entries"] as? Int == 1)
    #expect(try Program.run(["lookup"] + store, input: "\(striped)\n").status == 1)
    #expect(try Program.run(["lookup", "--threshold", "0"] + store, input: "\(other)\n").status == 0)
  }
}
