import Foundation
import TestSupport
import Testing

/// Lists are read as people save them, and never lost in silence.
@Suite struct IndexBuildListTests {
  private static let hash = String(repeating: "0123456789abcdef", count: 4)
  private static let other = String(repeating: "fedcba9876543210", count: 4)

  private let scratch: TemporaryFolder
  private var index: String { scratch.path("x.index") }

  init() throws { scratch = try TemporaryFolder() }

  private func build(_ lists: [String], _ arguments: String...) throws -> Program.Outcome {
    let files = try lists.enumerated().map { try scratch.file("list-\($0)", $1).path }
    return try Program.run(
      ["index", "build", "--output", index] + files.flatMap { ["--from", $0] } + arguments)
  }

  private var dump: [String] { get throws { try Program.run(["index", "dump", index]).lines } }

  @Test func severalListsAreJoined() throws {
    let built = try build(["\n\(Self.hash)\n", "\(Self.other)\n\(Self.hash)\tnamed\n"])
    #expect(built.status == 0, "\(built.errors)")
    let expected = [
      "pdq:\(Self.hash)\tline-1.2\tdefault", "pdq:\(Self.other)\tline-2.1\tdefault",
      "pdq:\(Self.hash)\tnamed\tdefault",
    ]
    #expect(try dump == expected)
    let lists = ["list-0", "list-1"].map(scratch.path)
    #expect(try Program.run(["index", "build", "--output", index, "--from"] + lists).status == 0)
    #expect(try dump == expected)
    #expect(
      try Program.run(["index", "build", "--output", index, "--from", "-", "--from", "-"]).status == 64)
  }

  @Test func aByteOrderMarkIsNoPartOfTheFirstLine() throws {
    #expect(try build(["\u{feff}\(Self.hash)\ta\r\n\r\n"]).status == 0)
    #expect(try dump == ["pdq:\(Self.hash)\ta\tdefault"])
  }

  @Test func otherEncodingsAreRefusedByName() throws {
    let text = try #require("\(Self.hash)\n".data(using: .utf16LittleEndian))
    let list = try scratch.file("wide", text).path
    let outcome = try Program.run(["index", "build", "--skip-bad", "--from", list, "--output", index])
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("iconv -f UTF-16LE -t UTF-8"))
    #expect(try scratch.names == ["wide"])
  }

  @Test(arguments: ["", "\n# nothing\n", "pdq:zz\n"]) func aListWithoutEntriesIsRefused(list: String) throws {
    #expect(try build([Self.hash]).status == 0)
    let old = try dump
    let refused = try build([Self.hash, list], "--skip-bad")
    #expect(refused.status == 2)
    #expect(refused.errors.contains("list-1: expected entries, found"))
    #expect(refused.errors.contains("--allow-empty"))
    #expect(try dump == old)
    #expect(try build([list], "--skip-bad", "--allow-empty").status == 0)
    #expect(try dump.isEmpty)
  }

  @Test func moreThanAFewBadLinesAreAnError() throws {
    func list(good: Int, bad: Int) -> String {
      String(repeating: "\(Self.hash)\n", count: good) + String(repeating: "pdq:zz\n", count: bad)
    }
    let few = try build([list(good: 5, bad: 10)], "--skip-bad")
    #expect(few.status == 0 && few.errors.contains("10 of 15 lines were bad and skipped"))
    #expect(try build([list(good: 1089, bad: 11)], "--skip-bad").status == 0)
    let many = try build([list(good: 1088, bad: 11)], "--skip-bad")
    #expect(many.status == 2)
    #expect(many.errors.contains("expected at most 1 % bad lines, found 11 of 1099 lines"))
    #expect(try build([list(good: 1088, bad: 11)], "--skip-bad", "--skip-bad-max", "2").status == 0)
    #expect(try build([list(good: 1, bad: 99)], "--skip-bad", "--skip-bad-max", "99").status == 0)
    #expect(try build([Self.hash], "--skip-bad-max", "101").status == 64)
  }

  @Test func whatHashPrintsIsAList() throws {
    let picture = "pictures/png/gray-4.png"
    let printed = try Program.run(["hash", picture])
    let expected = try Vectors.expectation(picture)
    #expect(try build([printed.output], "--input", "hash").status == 0)
    #expect(try dump == ["pdq:\(expected.hash)\t\(picture)\tdefault"])
    let reference = try build(["\(Self.hash),100,a,b.jpg\n\(Self.other),49,c.jpg\n"], "--input", "hash")
    #expect(reference.status == 0)
    #expect(reference.errors.contains("line 2: quality 49 is below 50; kept"))
    #expect(reference.errors.contains("1 hashes of a quality below 50"))
    #expect(try dump.contains("pdq:\(Self.hash)\ta%2Cb.jpg\tdefault"))
  }

  @Test func whoForgetsToSaySoIsTold() throws {
    let tabs = try build(["\(Self.hash)\t100\ta/b.jpg\n"])
    #expect(tabs.status == 0)
    #expect(tabs.errors.contains("warning") && tabs.errors.contains("--input hash"))
    let commas = try build(["\(Self.hash),100,a/b.jpg\n"])
    #expect(commas.status == 2)
    #expect(commas.errors.contains("--input hash"))
    #expect(try !build(["\(Self.hash)\t100\tharbour\n"]).errors.contains("warning"))
  }

  @Test(.enabled(if: SharedVectors.arePresent, SharedVectors.absent)) func reportedLists() throws {
    let reports = SharedVectors.root.appending(path: "reports")
    func build(_ name: String, _ arguments: String...) throws -> Program.Outcome {
      try Program.run(
        ["index", "build", "--output", index, "--from", reports.appending(path: name).path] + arguments)
    }
    #expect(try build("list-bom.tsv").status == 0)
    #expect(try dump.count == 1)
    let refused = try build("list-short-hash.tsv")
    #expect(refused.status == 2 && refused.errors.contains("line 1"), "\(refused.errors)")
    #expect(try build("list-short-hash.tsv", "--skip-bad").status == 0)
    #expect(try dump.count == 1)
  }
}
