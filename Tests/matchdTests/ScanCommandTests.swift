import Foundation
import TestSupport
import Testing

@Suite struct ScanCommandTests {
  @Test func demoPicturesAreJudgedInByteOrder() throws {
    let scratch = try TemporaryFolder()
    let outcome = try scratch.scan(
      "--all-orientations", "--format", "jsonl", "demo/pictures/unrelated/picture-400.jpg",
      "demo/pictures/odd",
      "demo/pictures/copies/mirrored.jpg", "demo/pictures/copies/half-size.jpg",
      "demo/pictures/copies/same-bytes.jpg")
    #expect(outcome.status == 1)
    let objects = try outcome.objects
    let paths = objects.map { $0["path"] as? String ?? "" }
    #expect(paths.count == 7 && paths == paths.sorted())
    #expect(objects.map { $0["i"] as? Int } == Array(0..<7))
    let byName = Dictionary(
      uniqueKeysWithValues: objects.map { (URL(filePath: $0["path"] as! String).lastPathComponent, $0) })
    #expect(byName["half-size.jpg"]?["entry"] as? String == "scene-301")
    #expect(byName["mirrored.jpg"]?["orientation"] as? String == "flipy")
    #expect(byName["same-bytes.jpg"]?["grade"] as? String == "exact")
    #expect(byName["blank.png"]?["reason"] as? String == "low_quality")
    #expect(byName["half.jpg"]?["reason"] as? String == "truncated")
    #expect(byName["half.jpg"]?["damaged"] as? Bool == true)
    #expect(byName["notes.txt"]?["reason"] as? String == "unsupported_format")
    #expect(byName["picture-400.jpg"]?["verdict"] as? String == "unknown")
    #expect(outcome.errorLines.count == 1 && outcome.errors.contains("exposures avoided"))
  }

  @Test func damagedPicturesAreUnjudgedAndSayWhy() throws {
    let outcome = try TemporaryFolder().scan("--format", "jsonl", "malformed/noise-in-scan.jpg")
    let object = try outcome.objects[0]
    #expect(outcome.status == 2)
    #expect(object["verdict"] as? String == "unjudged" && object["reason"] as? String == "damaged")
    #expect((object["detail"] as? String)?.isEmpty == false && object["damaged"] as? Bool == true)
    #expect(object["pdq"] == nil && object["pdq_damaged"] != nil)
  }

  @Test func exitCodes() throws {
    let scratch = try TemporaryFolder()
    #expect(try scratch.scan("demo/pictures/unrelated/picture-400.jpg").status == 0)
    #expect(try scratch.scan("demo/pictures/odd").status == 2)
    #expect(try scratch.scan("missing", "demo/pictures/unrelated/picture-400.jpg").status == 2)
    #expect(try scratch.scan("missing", "demo/pictures/copies/gray.jpg").status == 1)
  }

  @Test func csvHasItsHeaderAndOneRowPerFile() throws {
    let scratch = try TemporaryFolder()
    let outcome = try scratch.scan(
      "--format", "csv", "demo/pictures/copies/gray.jpg", "demo/pictures/odd", "no,such")
    let header = """
      i,path,verdict,grade,distance,threshold,method,orientation,background,frame,variant,protocol,\
      list,entry,labels,state,more,reason,detail,lead_list,lead_entry,lead_distance,lead_orientation,\
      lead_background,lead_frame,lead_variant,lead_protocol,lead_labels,lead_state,leads,\
      suppressed,suppressed_by,\
      suppressed_count,damaged,pdq,pdq_fast,pdq_damaged,quality,sha256,width,height,format,decode,\
      warnings,pictures,pictures_judged,\
      pictures_auxiliary,unread_picture,match_count,error,class,msg,skipped
      """
    #expect(outcome.lines.first == header)
    #expect(outcome.lines.count == 6)
    #expect(
      outcome.lines[1].hasPrefix(
        "0,demo/pictures/copies/gray.jpg,known,strong,0,31,pdq,original,ignored,,,,garden,"))
    #expect(outcome.lines[5].hasPrefix("4,\"no,such\",,"))
    #expect(outcome.lines[5].contains(",0,BAD_REQUEST,fix,"))
  }

  /// A table has no room for what went wrong.
  @Test func whatIsWrongWithAFileIsToldBesideATable() throws {
    let scratch = try TemporaryFolder()
    let outcome = try scratch.scan("nosuch")
    #expect(outcome.errorLines.first == "matchd: nosuch: open: No such file or directory")
    #expect(!(try scratch.scan("--format", "jsonl", "nosuch").errors.contains("nosuch")))
  }

  @Test func aTableRowSaysVerdictAndPath() throws {
    let outcome = try TemporaryFolder().scan("demo/pictures/copies/gray.jpg")
    #expect(outcome.lines.count == 2)
    #expect(outcome.lines[1].hasPrefix("known     strong"))
    #expect(outcome.lines[1].hasSuffix("demo/pictures/copies/gray.jpg"))
  }

  @Test func aReportFileAppearsWhole() throws {
    let scratch = try TemporaryFolder()
    let report = scratch.path("report.jsonl")
    let outcome = try scratch.scan("--format", "jsonl", "--output", report, "demo/pictures/odd")
    #expect(outcome.status == 2 && outcome.output.isEmpty)
    #expect(try String(contentsOfFile: report, encoding: .utf8).split(separator: "\n").count == 3)
    #expect(try scratch.names == ["demo.index", "report.jsonl"])
  }

  @Test(arguments: [".", "link", "no/such/folder"])
  func aReportNeverReplacesWhatIsNoFile(name: String) throws {
    let scratch = try TemporaryFolder()
    try FileManager.default.createSymbolicLink(atPath: scratch.path("link"), withDestinationPath: "/dev/null")
    let outcome = try scratch.scan("--output", scratch.path(name), "demo/pictures/odd")
    #expect(outcome.status == 2)
    #expect(outcome.errorLines.count == 1)
    #expect(try scratch.names == ["demo.index", "link"])
  }

  @Test func jobsChangeNothingButTime() throws {
    let scratch = try TemporaryFolder()
    let reports = try ["1", "3"].map {
      try scratch.scan("--format", "jsonl", "--jobs", $0, "demo/pictures/odd", "pictures/png").output
    }
    #expect(reports[0] == reports[1])
  }

  @Test func theAuditReportsWhatItSaw() throws {
    let scratch = try TemporaryFolder()
    let outcome = try scratch.scan(
      "--decode", "fast", "--audit-fast", "1", "--format", "jsonl", "transcoded/large.jpg",
      "transcoded/large-progressive.jpg", "demo/pictures/odd")
    #expect(outcome.status == 2)
    #expect(outcome.errorLines.count == 2)
    #expect(outcome.errorLines[0].hasSuffix("; decoded fast, which is for files that nobody has crafted"))
    let audit = outcome.errorLines[1]
    #expect(audit.hasPrefix("matchd: audit: "))
    #expect(audit.contains(" pictures hashed both ways: largest need/window 0."))
    #expect(audit.hasSuffix(" 0 beyond their margin"))
    // Where fast and exact hash differ at all, the exact one answers.
    let exact = try Program.run(["hash", "transcoded/large.jpg"]).output.prefix(64)
    let object = try #require(outcome.objects.last { $0["path"] as? String == "transcoded/large.jpg" })
    #expect(object["pdq"] as? String ?? object["pdq_fast"] as? String == String(exact))
  }

  @Test func picturesAreDecodedExactlyUnlessTheyAreAskedForFast() throws {
    let scratch = try TemporaryFolder()
    let exact = try scratch.scan("--format", "jsonl", "transcoded/large.jpg")
    #expect(try exact.objects[0]["decode"] as? String == "exact")
    #expect(!exact.errors.contains("decoded fast"))
    let fast = try scratch.scan("--format", "jsonl", "--decode", "fast", "transcoded/large.jpg")
    #expect(try fast.objects[0]["decode"] as? String == "fast")
    #expect(try fast.objects[0]["pdq_fast"] != nil && fast.objects[0]["pdq"] == nil)
  }

  @Test func aClosedPipeEndsQuietly() throws {
    let scratch = try TemporaryFolder()
    let index = try scratch.demoIndex()
    let shell = Process()
    let errors = Pipe()
    shell.executableURL = URL(filePath: "/bin/bash")
    shell.arguments = [
      "-c",
      "set -o pipefail; \"$0\" scan --index \"$1\" --format jsonl demo/pictures/odd pictures/png | head -n 0",
      Program.url.path, index,
    ]
    shell.currentDirectoryURL = Vectors.root
    shell.standardError = errors
    try shell.run()
    shell.waitUntilExit()
    #expect(shell.terminationStatus == 2)
    #expect(errors.fileHandleForReading.readDataToEndOfFile().isEmpty)
  }

  @Test func namesThatAreNotUTF8ArePercentEncoded() throws {
    let scratch = try TemporaryFolder()
    let shell = Process()
    let output = Pipe()
    shell.executableURL = URL(filePath: "/bin/bash")
    shell.arguments = [
      "-c",
      """
      mkdir "$2/d" && cp demo/pictures/copies/gray.jpg "$2/d/"$'x\\xffy.jpg'
      "$0" scan --index "$1" --format jsonl "$2/d"; "$0" hash "$2/d/"$'x\\xffy.jpg'
      """, Program.url.path, try scratch.demoIndex(), scratch.path,
    ]
    shell.currentDirectoryURL = Vectors.root
    shell.standardOutput = output
    shell.standardError = FileHandle.nullDevice
    try shell.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    shell.waitUntilExit()
    let lines = text.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[0].contains("/d/x%FFy.jpg\",\"verdict\":\"known\""))
    #expect(lines[1].hasSuffix("/d/x%FFy.jpg"))
  }
}

extension TemporaryFolder {
  /// Scans against a demo index in this folder.
  fileprivate func scan(_ arguments: String...) throws -> Program.Outcome {
    try Program.run(["scan", "--index", try demoIndex()] + arguments)
  }
}
