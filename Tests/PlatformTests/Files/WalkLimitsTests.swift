import Platform
import TestSupport
import Testing

@Suite struct WalkLimitsTests {
  private func found(_ patterns: [String], in folder: TemporaryFolder, _ names: [String] = [""]) -> [String] {
    let limits = WalkLimits(excluded: patterns.map { PathPattern(Array($0.utf8)) })
    let start = folder.path.utf8.count + 1
    return FolderWalk(names.map { Array(folder.path($0).utf8) }, limits: limits).map { place in
      let name = String(decoding: place.path.dropFirst(start), as: UTF8.self)
      if case .skipped(_, let kind) = place { return "\(name) \(kind.rawValue)" }
      return name
    }
  }

  @Test func namesAndPathsAreLeftOutAndTold() throws {
    let folder = try TemporaryFolder()
    for name in ["a.mp4", "b/c.mp4", "b/d.jpg", "cache/x/e.jpg", "z/cache"] {
      try folder.write([1], to: name)
    }
    #expect(
      found(["*.mp4"], in: folder) == [
        "a.mp4 excluded", "b/c.mp4 excluded", "b/d.jpg", "cache/x/e.jpg", "z/cache",
      ])
    #expect(
      found(["cache/"], in: folder) == ["a.mp4", "b/c.mp4", "b/d.jpg", "cache excluded", "z/cache excluded"])
    #expect(
      found(["*/b/?.jpg"], in: folder) == [
        "a.mp4", "b/c.mp4", "b/d.jpg excluded", "cache/x/e.jpg", "z/cache",
      ])
    #expect(
      found(["[ab]*", "z"], in: folder, ["a.mp4", "z", "cache"]) == [
        "a.mp4 excluded", "cache/x/e.jpg", "z excluded",
      ])
  }

  @Test func patternsAreBytes() throws {
    let folder = try TemporaryFolder()
    for name in ["\u{e9}.jpg", "e.jpg", ".hidden"] { try folder.write([1], to: name) }
    #expect(found(["?.jpg"], in: folder) == [".hidden", "e.jpg excluded", "\u{e9}.jpg"])
    #expect(found(["*"], in: folder).allSatisfy { $0.hasSuffix("excluded") })
  }

  /// `/proc` is a file system of its own everywhere.
  @Test func foldersOfOtherFileSystemsAreNotEntered() throws {
    let folder = try TemporaryFolder()
    try folder.write([1], to: "file")
    try folder.link("proc", to: "/proc/sys")
    let limits = WalkLimits(staysOnFileSystems: true)
    let places = Array(FolderWalk([folder.bytes], followsLinks: true, limits: limits))
    #expect(places.map(\.path) == ["file", "proc"].map { Array(folder.path($0).utf8) })
    #expect(places.last == .skipped(path: Array(folder.path("proc").utf8), .otherFileSystem))
    #expect(!SkippedKind.otherFileSystem.isGap && !SkippedKind.excluded.isGap && SkippedKind.pipe.isGap)
  }
}
