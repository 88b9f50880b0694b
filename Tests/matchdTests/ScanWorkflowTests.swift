import Foundation
import MatchProtocol
import TestSupport
import Testing

@testable import matchd

/// What goes into a scan, and what comes out of it besides verdicts.
@Suite struct ScanWorkflowTests {
  private static let copies = "demo/pictures/copies"

  @Test func pathsComeFromAFileToo() throws {
    let scratch = try TemporaryFolder()
    let known = "\(Self.copies)/gray.jpg"
    let lines = try scratch.file("lines", "\(known)\n\ndemo/pictures/odd/blank.png").path
    let zeros = try scratch.file("zeros", "\(known)\0demo/pictures/odd/blank.png\0").path
    for arguments in [
      ["--files-from", lines], ["-0", "--files-from", zeros], ["--null", "--files-from", zeros],
    ] {
      let outcome = try scratch.scan(arguments + ["--format", "jsonl"])
      #expect(try outcome.objects.map { $0["path"] as? String } == [known, "demo/pictures/odd/blank.png"])
      #expect(outcome.status == 1)
    }
    let streamed = try Program.run(
      ["scan", "--index", try scratch.demoIndex(), "--format", "jsonl", "--files-from", "-"], inputFrom: lines
    )
    #expect(try streamed.objects.count == 2)
    #expect(try scratch.scan(["--files-from", scratch.path("missing")]).status == 2)
    #expect(try scratch.scan([]).status == 64)
    #expect(try scratch.scan(["-0", known]).status == 64)
  }

  @Test func whatIsLeftOutIsCountedAndNoGap() throws {
    let scratch = try TemporaryFolder()
    let outcome = try scratch.scan(["--exclude", "*.png", "--exclude", "*/odd/*", "demo/pictures/odd"])
    #expect(outcome.errors.contains("skipped (excluded 3)"))
    #expect(outcome.status == 2 && outcome.errors.contains("no file was found"))
    let rest = try scratch.scan(["--exclude", "same*", "--format", "jsonl", Self.copies])
    #expect(try rest.objects.contains { $0["skipped"] as? String == "excluded" })
    #expect(try rest.objects.contains { ($0["path"] as? String)?.hasSuffix("gray.jpg") == true })
  }

  @Test func shardsAddUp() throws {
    let scratch = try TemporaryFolder()
    let paths = try ["1/2", "2/2"].map { shard in
      try scratch.scan(["--shard", shard, "--format", "jsonl", "demo/pictures"]).objects.map {
        $0["path"] as? String ?? ""
      }
    }
    let whole = try scratch.scan(["--format", "jsonl", "demo/pictures"]).objects
    #expect(paths.joined().sorted() == whole.map { $0["path"] as? String ?? "" })
    #expect(!paths[0].isEmpty && !paths[1].isEmpty)
    for wrong in ["0/2", "3/2", "1", "a/b"] {
      #expect(try scratch.scan(["--shard", wrong, "x"]).status == 64)
    }
  }

  @Test(arguments: [("known", "known"), ("unknown", "unknown"), ("unjudged", "unjudged")])
  func rowsCanBeChosen(choice: String, verdict: String) throws {
    let outcome = try TemporaryFolder().scan(["--only", choice, "--format", "jsonl", "demo/pictures"])
    let verdicts = try Set(outcome.objects.map { $0["verdict"] as? String })
    #expect(verdicts == [verdict])
    #expect(outcome.status == 1 && outcome.errors.contains("exposures avoided"))
  }

  @Test func leadsCanBeChosen() throws {
    let outcome = try TemporaryFolder().scan(["--only", "leads", "--format", "jsonl", "demo/pictures"])
    let objects = try outcome.objects
    #expect(!objects.isEmpty && objects.allSatisfy { $0["lead_entry"] != nil })
  }

  @Test func severalReportsComeOfOneScan() throws {
    let scratch = try TemporaryFolder()
    let (table, csv) = (scratch.path("table"), scratch.path("csv"))
    let outcome = try scratch.scan(
      ["--format", "table", "--output", table, "--format", "jsonl", "--output", "-"]
        + ["--format", "csv", "--output", csv, "demo/pictures/odd"])
    #expect(try outcome.objects.count == 3)
    #expect(try String(contentsOfFile: table, encoding: .utf8).hasPrefix("VERDICT"))
    #expect(try String(contentsOfFile: csv, encoding: .utf8).hasPrefix("i,path,"))
    for wrong in [
      ["--format", "table", "--format", "csv", "--output", csv], ["--format", "csv", "--format", "jsonl"],
      ["--output", csv, "--output", table],
      ["--format", "csv", "--output", "-", "--format", "csv", "--output", "-"],
    ] {
      #expect(try scratch.scan(wrong + ["demo/pictures/odd"]).status == 64, "\(wrong)")
    }
  }

  @Test func copiesAreCounted() throws {
    let scratch = try TemporaryFolder()
    let picture = try Vectors.bytes("demo/pictures/unrelated/picture-400.jpg")
    for name in ["a", "b", "c"] { try scratch.write(picture, to: "walk/\(name)") }
    let outcome = try scratch.scan(["--format", "jsonl", scratch.path("walk")])
    #expect(outcome.status == 0 && outcome.errors.contains("; 2 exact copies of others"))
    let objects = try outcome.objects
    #expect(objects.map { $0["i"] as? Int } == [0, 1, 2])
    #expect(Set(objects.map { $0["pdq"] as? String }).count == 1)
  }

  /// What is under way is finished, and nothing is lost of what was looked at.
  @Test(arguments: [SIGINT, SIGTERM]) func anInterruptedScanLeavesAReport(signal: Int32) throws {
    let scratch = try TemporaryFolder()
    let picture = try Vectors.bytes("demo/pictures/unrelated/picture-400.jpg")
    for number in 0..<3000 {
      try scratch.write(picture + Array("\(number)".utf8), to: "walk/\(10_000 + number)")
    }
    let report = scratch.path("report.jsonl")
    let scan = try Program.start(
      ["scan", "--index", try scratch.demoIndex(), "--jobs", "2", scratch.path("walk")]
        + ["--format", "jsonl", "--output", report, "--format", "csv", "--output", "-"])
    let hasBegun = try eventually { try scan.output.utf8.count { $0 == 10 } >= 10 }
    try #require(hasBegun && scan.process.isRunning)
    kill(scan.process.processIdentifier, signal)
    let outcome = try scan.wait()
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("matchd: interrupted: what is under way is finished"))
    let rows = try String(contentsOfFile: report, encoding: .utf8).split(separator: "\n").dropLast()
    #expect(rows.count < 3000 && rows.count >= 9)
    #expect(rows.allSatisfy { $0.contains("\"verdict\":\"unknown\"") })
    #expect(outcome.errors.contains("interrupted: \(rows.count) files: 0 known, \(rows.count) unknown,"))
    #expect(outcome.lines.count == rows.count + 2)
    #expect(outcome.lines.last?.contains(",INTERRUPTED,retry,") == true)
  }

  /// On a terminal, rows and the line that says how far the scan is never stand in each other.
  @Test func progressIsNotMixedIntoRows() throws {
    let scratch = try TemporaryFolder()
    let picture = try Vectors.bytes("demo/pictures/unrelated/picture-400.jpg")
    for number in 0..<40 { try scratch.write(picture + [UInt8(number)], to: "walk/\(100 + number)") }
    let arguments = ["scan", "--index", try scratch.demoIndex(), "--jobs", "1", scratch.path("walk")]
    let plain = try Program.run(arguments)
    let terminal = try Terminal()
    let shown = try terminal.output(of: arguments)
    #expect(shown.contains(" of 40 files, ") && shown.contains(" s left: 0 known"))
    let rows = shown.split(separator: "\r\n").map { line in
      // What stands on the screen once everything before it was wiped out.
      line.components(separatedBy: "\r\u{1B}[K").last ?? ""
    }
    #expect(rows.filter { !$0.hasPrefix("matchd:") } == plain.lines)
    let quiet = try Terminal().output(of: arguments + ["--quiet"])
    #expect(!quiet.contains("a second") && quiet.contains("exposures avoided"))
  }

  @Test func progressSaysRateAndRest() {
    var summary = ScanSummary()
    for index in 0..<50 { summary.add(Item(index: index, outcome: .unknown(nearest: []))) }
    #expect(
      ScanProgress.text(summary, total: 200, milliseconds: 10_000)
        == "50 of 200 files, 5 a second, 30 s left: 0 known, 0 with leads, 0 unjudged")
    #expect(
      ScanProgress.text(summary, total: nil, milliseconds: 10_000)
        == "50 files, 5 a second: 0 known, 0 with leads, 0 unjudged")
  }
}

extension TemporaryFolder {
  /// Scans against a demo index in this folder.
  fileprivate func scan(_ arguments: [String]) throws -> Program.Outcome {
    try Program.run(["scan", "--index", try demoIndex()] + arguments)
  }
}
