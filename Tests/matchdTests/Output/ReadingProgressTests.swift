import TestSupport
import Testing

@testable import matchd

/// A long import says how far it is.
@Suite struct ReadingProgressTests {
  @Test func rateAndRestFollowFromWhatWasRead() throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("list.json", String(repeating: "x", count: 4 << 20)).path
    let path = try #require(PathArgument(argument: file))
    var progress = ReadingProgress(path, start: 500)
    progress.read(1 << 20)
    let text = progress.text(entryCount: 5000, now: 10_500)
    #expect(text.hasSuffix(": 1 of 4 MiB, 5000 entries, 500 a second, 30 s left"), "\(text)")
    progress.read(3 << 20)
    #expect(progress.text(entryCount: 20_000, now: 40_500).hasSuffix(", 0 s left"))
  }

  @Test func ofAStreamNobodyKnowsTheEnd() throws {
    var progress = ReadingProgress(try #require(PathArgument(argument: "-")))
    progress.read(1 << 20)
    #expect(progress.text(entryCount: 7).contains(": 1 MiB, 7 entries, "))
    #expect(!progress.text(entryCount: 7).contains("left"))
  }
}
