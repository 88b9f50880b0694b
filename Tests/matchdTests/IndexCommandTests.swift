import Foundation
import Platform
import TestSupport
import Testing

@Suite struct IndexCommandTests {
  private static let hash = String(repeating: "0123456789abcdef", count: 4)

  @Test func theDumpBuildsTheSameBytesAgain() throws {
    let scratch = try TemporaryFolder()
    for tables in ["bk", "ring,bk"] {
      let first = try scratch.demoIndex(tables: tables)
      let dump = try Program.run(["index", "dump", first])
      let again = scratch.path("again.index")
      let built = try Program.run(
        ["index", "build", "--from", "-", "--output", again, "--tables", tables], input: dump.output)
      #expect(built.status == 0)
      #expect(try Data(contentsOf: URL(filePath: first)) == Data(contentsOf: URL(filePath: again)))
    }
  }

  /// As a full disk is; the signal that the system sends with it would say nothing.
  @Test(.enabled(if: !OwnProcess.isSanitized, "a sanitizer maps a file that is larger than the limit"))
  func aLimitOfFileSizeIsAnErrorLikeOthers() throws {
    let scratch = try TemporaryFolder()
    let process = Process()
    let errors = Pipe()
    process.executableURL = URL(filePath: "/bin/sh")
    process.currentDirectoryURL = Vectors.root
    process.arguments = [
      "-c", "ulimit -f 8; exec \"$0\" index build --from demo/list.tsv --output \"$1\"", Program.url.path,
      scratch.path("x.index"),
    ]
    process.standardError = errors
    try process.run()
    process.waitUntilExit()
    let text = String(decoding: errors.fileHandleForReading.availableData, as: UTF8.self)
    #expect(process.terminationReason == .exit && process.terminationStatus == 2)
    #expect(text.contains("File too large"), "\(text)")
    #expect(try scratch.names == [])
  }

  @Test func dumpIsOrderedAndWritesTheUnionOfLabels() throws {
    let scratch = try TemporaryFolder()
    let index = scratch.path("x.index")
    let input = """
      # a comment

      \(Self.hash.uppercased())\tb\tz%2Cy\tone\r
      md5:00112233445566778899aabbccddeeff\tb\tz%2Cy\ttwo,one
      pdq:\(Self.hash)
      """
    let built = try Program.run(["index", "build", "--from", "-", "--output", index], input: input)
    #expect(built.status == 0, "\(built.errors)")
    #expect(
      try Program.run(["index", "dump", index]).lines == [
        "pdq:\(Self.hash)\tline-5\tdefault",
        "md5:00112233445566778899aabbccddeeff\tb\tz%2Cy\tone,two",
        "pdq:\(Self.hash)\tb\tz%2Cy\tone,two",
      ])
  }

  @Test func infoGivesCountsAndWhatTheBuilderWasTold() throws {
    let scratch = try TemporaryFolder()
    let index = scratch.path("x.index")
    _ = try Program.run(
      [
        "index", "build", "--from", "demo/list.tsv", "--output", index, "--generation", "812", "--as-of",
        "2026-01-01",
      ])
    let lines = try Program.run(["index", "info", index]).lines
    for line in ["generation\t812", "as_of\t2026-01-01", "entries\t40", "hashes\t40", "md5\t1", "sha256\t1"] {
      #expect(lines.contains(line), "\(line)")
    }
    #expect(lines.contains("format\t2") && lines.contains("sequence\t0") && lines.contains("requires\t"))
    #expect(lines.contains { $0.hasPrefix("section\tIDST\t4096\t") })
    #expect(lines.contains { $0.hasPrefix("section\tHASH\t") && $0.contains("\t1280\t") })
    #expect(lines.contains { $0.hasPrefix("list\tharbour\tkind=official\tentries=") })
  }

  @Test func aBadLineStopsTheBuildAndLeavesNothing() throws {
    let scratch = try TemporaryFolder()
    let list = try scratch.file("list.tsv", "pdq:\(Self.hash)\npdq:zz\n")
    let outcome = try Program.run([
      "index", "build", "--from", list.path, "--output", scratch.path("x.index"),
    ])
    #expect(outcome.status == 2)
    #expect(outcome.errorLines.count == 1)
    #expect(outcome.errors.contains("line 2: expected 64 hexadecimal digits, found 2"))
    #expect(try scratch.names == ["list.tsv"])
  }

  @Test func badLinesCanBeSkippedAndAreCounted() throws {
    let scratch = try TemporaryFolder()
    let outcome = try Program.run(
      ["index", "build", "--skip-bad", "--from", "-", "--output", scratch.path("x.index")],
      input: "pdq:\(Self.hash)\npdq:zz\nsha512:00\n")
    #expect(outcome.status == 0)
    #expect(outcome.errors.contains("2 of 3 lines were bad and skipped"))
    #expect(try Program.run(["index", "dump", scratch.path("x.index")]).lines.count == 1)
  }

  @Test func whatCannotBeReadOrWrittenIsOneLineAndExit2() throws {
    let scratch = try TemporaryFolder()
    let output = scratch.path("x.index")
    mkfifo(scratch.path("pipe"), 0o600)
    for (from, to) in [
      (scratch.path("missing"), output), (scratch.path, output), ("demo/list.tsv", scratch.path),
      ("demo/list.tsv", scratch.path("no/such/folder")), ("demo/list.tsv", scratch.path("pipe")),
      ("pictures/png/gray-4.png", output),
    ] {
      let outcome = try Program.run(["index", "build", "--from", from, "--output", to])
      #expect(outcome.status == 2, "\(from) -> \(to)")
      #expect(outcome.errorLines.count == 1, "\(outcome.errors)")
    }
    #expect(try scratch.names == ["pipe"])
  }

  @Test func damagedIndexesAreOneLineAndExit2() throws {
    let scratch = try TemporaryFolder()
    let whole = try Data(contentsOf: URL(filePath: try scratch.demoIndex()))
    _ = try scratch.file("empty", "")
    _ = try scratch.file("text", "hello\n")
    _ = try scratch.file("half", whole.prefix(whole.count / 2))
    for name in ["missing", "empty", "text", "half", "."] {
      for command in [["index", "info"], ["index", "verify"], ["index", "dump"]] {
        let outcome = try Program.run(command + [scratch.path(name)])
        #expect(outcome.status == 2, "\(command) \(name)")
        #expect(outcome.output.isEmpty && outcome.errorLines.count == 1, "\(outcome.errors)")
      }
    }
  }

  @Test func verifyFindsAChangedByteThatOpenCannotSee() throws {
    let scratch = try TemporaryFolder()
    let index = URL(filePath: try scratch.demoIndex())
    #expect(try Program.run(["index", "verify", index.path]).status == 0)
    var bytes = try Data(contentsOf: index)
    bytes[4096 + 77] ^= 4
    try bytes.write(to: index)
    #expect(try Program.run(["index", "info", index.path]).status == 0)
    let outcome = try Program.run(["index", "verify", index.path])
    #expect(outcome.status == 2)
    #expect(outcome.errorLines.count == 1)
  }
}
