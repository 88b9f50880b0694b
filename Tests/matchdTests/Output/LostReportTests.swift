import Foundation
import TestSupport
import Testing

/// A report that cannot be written, and one that would replace what it is made from.
@Suite struct LostReportTests {
  private static let known = "demo/pictures/copies/same-bytes.jpg"
  private static let unknown = "demo/pictures/unrelated/picture-400.jpg"

  @Test(arguments: ["table", "jsonl", "csv", "html"])
  func whatIsKnownCountsAlsoWhereItCannotBeTold(format: String) throws {
    let scratch = try TemporaryFolder()
    let arguments = ["scan", "--index", try scratch.demoIndex(), "--format", format]
    let known = try Program.run(arguments + [Self.unknown, Self.known], outputTo: "/dev/full")
    #expect(known.status == 1)
    #expect(known.errors.contains("cannot write standard output: No space left on device"))
    #expect(known.errors.contains("2 files: 1 known, 1 unknown"))
    #expect(known.errorLines.count == 2)
    #expect(try Program.run(arguments + [Self.unknown], outputTo: "/dev/full").status == 2)
  }

  @Test func lookUpsCountAlsoWhereTheyCannotBeTold() throws {
    let scratch = try TemporaryFolder()
    let arguments = ["lookup", "--index", try scratch.demoIndex()]
    let listed = try Vectors.rows(of: "demo/list.tsv")[0][0]
    let far = String(repeating: "0f", count: 32)
    let known = try Program.run(arguments, input: "\(far)\n\(listed)\n", outputTo: "/dev/full")
    #expect(known.status == 1 && known.errorLines.count == 1)
    #expect(try Program.run(arguments, input: "\(far)\n", outputTo: "/dev/full").status == 2)
  }

  @Test func aReportReplacesNothingThatIsReadForIt() throws {
    let scratch = try TemporaryFolder()
    let index = try scratch.demoIndex()
    let folder = scratch.url.appending(path: "pictures")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    let picture = folder.appending(path: "a.jpg").path
    try FileManager.default.copyItem(
      atPath: Vectors.root.appending(path: Self.known).path, toPath: picture)
    let other = scratch.path("other-name")
    try FileManager.default.linkItem(atPath: picture, toPath: other)
    let before = try (Data(contentsOf: URL(filePath: index)), Data(contentsOf: URL(filePath: picture)))
    for (output, path) in [(index, picture), (picture, picture), (picture, folder.path), (other, picture)] {
      let outcome = try Program.run(["scan", "--index", index, "--output", output, path])
      #expect(outcome.status == 2 && outcome.errorLines.count == 1, "\(outcome.errors)")
      #expect(
        outcome.errors.contains("expected a file that is not read by this command"), "\(outcome.errors)")
    }
    #expect(try Data(contentsOf: URL(filePath: index)) == before.0)
    #expect(try Data(contentsOf: URL(filePath: picture)) == before.1)
    let beside = try Program.run(
      ["scan", "--index", index, "--output", folder.appending(path: "new").path, folder.path])
    #expect(beside.status == 1)
  }

  @Test func anIndexReplacesNoListThatItIsMadeFrom() throws {
    let scratch = try TemporaryFolder()
    let text = "\(String(repeating: "0f", count: 32))\n"
    let list = try scratch.file("list", text).path
    for from in [list, "-"] {
      let outcome = try Program.run(
        ["index", "build", "--output", list, "--from", from], inputFrom: from == "-" ? list : nil)
      #expect(outcome.status == 2 && outcome.errorLines.count == 1, "\(outcome.errors)")
      #expect(outcome.errors.contains("expected a file that is not read by this command"))
    }
    #expect(try String(contentsOfFile: list, encoding: .utf8) == text)
  }
}
