import Foundation
import TestSupport
import Testing

/// What was seen is judged, unjudged for a reason or skipped by kind, and all of it is said.
@Suite struct ScanCoverageTests {
  @Test func whatIsSkippedHasARowAndACount() throws {
    let scratch = try TemporaryFolder()
    let outcome = try scratch.scanWalk("--format", "jsonl")
    #expect(outcome.status == 2)
    let skipped = try outcome.objects.compactMap { $0["skipped"] as? String }
    #expect(skipped == ["link_inside", "link", "pipe"])
    #expect(try outcome.objects.allSatisfy { $0["skipped"] == nil || $0["verdict"] == nil })
    #expect(
      outcome.errors.contains(
        "4 files: 0 known, 1 unknown, 0 unjudged, 3 skipped (link_inside 1, link 1, pipe 1), 0 errors"))
  }

  @Test func aTableNamesWhatIsSkippedOnlyWhenAsked() throws {
    #expect(try TemporaryFolder().scanWalk().lines.count == 2)
    let lines = try TemporaryFolder().scanWalk("-v").lines
    #expect(lines.count == 5 && lines[4].hasPrefix("skipped   pipe"))
  }

  @Test func aLinkToWhatIsScannedIsNoGap() throws {
    let scratch = try TemporaryFolder()
    try scratch.write(Vectors.bytes("demo/pictures/unrelated/picture-400.jpg"), to: "walk/picture")
    try scratch.link("walk/again", to: "picture")
    #expect(try scratch.scanned().status == 0)
    mkfifo(scratch.path("walk/pipe"), 0o600)
    #expect(try scratch.scanned().status == 2)
    try scratch.write(Vectors.bytes("demo/pictures/copies/gray.jpg"), to: "walk/known")
    #expect(try scratch.scanned().status == 1)
  }

  @Test func linksAreFollowedWhenAsked() throws {
    let outcome = try TemporaryFolder().scanWalk("--follow-links", "--format", "jsonl")
    let names = try outcome.objects.filter { $0["verdict"] != nil }.map { $0["path"] as? String ?? "" }
    #expect(names.map { ($0 as NSString).lastPathComponent } == ["out", "picture"])
  }

  @Test func aFolderWithoutFilesIsNotClean() throws {
    let scratch = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: scratch.path("walk/empty"), withIntermediateDirectories: true)
    let outcome = try scratch.scanned()
    #expect(outcome.status == 2)
    #expect(outcome.errorLines.last == "matchd: nothing to judge: no file was found")
  }

  @Test func unreadPicturesAreToldFromOtherFiles() throws {
    let scratch = try TemporaryFolder()
    try scratch.write(Array("II*\0".utf8), to: "walk/a.tif")
    try scratch.write(Array("hello".utf8), to: "walk/b.txt")
    try scratch.write([0, 0, 0, 12] + Array("jP  \r\n".utf8) + [0x87, 10], to: "walk/c.jp2")
    let outcome = try scratch.scanned("--format", "jsonl")
    #expect(try outcome.objects.map { $0["unread_picture"] as? Bool } == [true, nil, true])
    #expect(outcome.errors.contains("3 unjudged (unsupported_format 3 of which 2 pictures)"))
  }

  @Test func hashAndCompareRefuseWhatTheyWouldWaitFor() throws {
    let scratch = try TemporaryFolder()
    mkfifo(scratch.path("pipe"), 0o600)
    let hashed = try Program.run(["hash", scratch.path("pipe"), "/dev/zero"])
    #expect(hashed.status == 2)
    #expect(hashed.errorLines.map { $0.contains("found a pipe") } == [true, false])
    #expect(hashed.errorLines[1].contains("found a device"))
    let hash = String(repeating: "0f", count: 32)
    let compared = try Program.run(["compare", hash, scratch.path("pipe")])
    #expect(compared.status == 2 && compared.errors.contains("found a pipe"))
  }
}

extension TemporaryFolder {
  /// Scans a folder with a picture, links to it and out of it, and a pipe.
  fileprivate func scanWalk(_ arguments: String...) throws -> Program.Outcome {
    let picture = try Vectors.bytes("demo/pictures/unrelated/picture-400.jpg")
    try write(picture, to: "walk/picture")
    try write(picture, to: "elsewhere/picture")
    try link("walk/in", to: "picture")
    try link("walk/out", to: "../elsewhere/picture")
    mkfifo(path("walk/pipe"), 0o600)
    return try scanned(arguments)
  }

  fileprivate func scanned(_ arguments: String...) throws -> Program.Outcome { try scanned(arguments) }

  private func scanned(_ arguments: [String]) throws -> Program.Outcome {
    try Program.run(["scan", "--index", try demoIndex()] + arguments + [path("walk")])
  }
}
