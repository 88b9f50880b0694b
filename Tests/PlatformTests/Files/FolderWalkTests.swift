import Foundation
import Platform
import TestSupport
import Testing

@Suite struct FolderWalkTests {
  @Test func filesComeInByteOrderOfTheirPaths() throws {
    let folder = try TemporaryFolder()
    for name in ["b.txt", "b/z", "b/a/x", "b-", "a", "B", "ü", "c/.hidden"] {
      try folder.write([1], to: name)
    }
    let found = names(FolderWalk([folder.bytes]), below: folder)
    #expect(found == ["B", "a", "b-", "b.txt", "b/a/x", "b/z", "c/.hidden", "ü"])
  }

  @Test func namedPathsAreSortedTooAndSlashesLeftOut() throws {
    let folder = try TemporaryFolder()
    for name in ["b/x", "a/y"] { try folder.write([1], to: name) }
    let roots = ["b//", "a"].map { Array("\(folder.path)/\($0)".utf8) }
    #expect(names(FolderWalk(roots), below: folder) == ["a/y", "b/x"])
  }

  @Test func whatIsNotLookedAtIsNamedWithItsKind() throws {
    let folder = try TemporaryFolder()
    let outside = try TemporaryFolder()
    try folder.write([1], to: "file")
    try outside.write([1], to: "file")
    try folder.link("inside", to: "file")
    try folder.link("loop", to: folder.path)
    try folder.link("broken", to: "nothing")
    try folder.link("outside", to: "\(outside.path)/file")
    mkfifo("\(folder.path)/pipe", 0o600)
    #expect(
      kinds(FolderWalk([folder.bytes]), below: folder) == [
        "broken broken_link", "file file", "inside link_inside", "loop link_inside", "outside link",
        "pipe pipe",
      ])
  }

  @Test func aLinkIsNoGapWhereItsTargetIsBelowAnotherRoot() throws {
    let folder = try TemporaryFolder()
    try folder.write([1], to: "a/file")
    try folder.write([1], to: "ab/file")
    try folder.write([1], to: "b/file")
    try folder.link("b/to-a", to: "../a/file")
    try folder.link("b/to-ab", to: "../ab/file")
    let roots = ["a", "b"].map { Array("\(folder.path)/\($0)".utf8) }
    #expect(
      kinds(FolderWalk(roots), below: folder) == [
        "a/file file", "b/file file", "b/to-a link_inside", "b/to-ab link",
      ])
  }

  @Test func linksAreFollowedOnceAndLoopsEnd() throws {
    let folder = try TemporaryFolder()
    let outside = try TemporaryFolder()
    try folder.write([1], to: "start/file")
    try outside.write([1], to: "a/file")
    try outside.link("a/up", to: folder.path)
    try outside.write([1], to: "b")
    try folder.link("start/a", to: "\(outside.path)/a")
    try folder.link("start/a-again", to: "\(outside.path)/a")
    try folder.link("start/all", to: outside.path)
    try folder.link("start/b", to: "\(outside.path)/b")
    let start = Array("\(folder.path)/start".utf8)
    #expect(
      kinds(FolderWalk([start], followsLinks: true), below: folder) == [
        "start/a-again/file file", "start/a link_inside", "start/all/b file", "start/b link_inside",
        "start/file file",
      ])
  }

  @Test func namedLinksAreFollowedWhereThatIsAskedFor() throws {
    let folder = try TemporaryFolder()
    try folder.write([1], to: "target")
    try folder.link("link", to: "target")
    let link = Array("\(folder.path)/link".utf8)
    #expect(Array(FolderWalk([link], followsLinks: true)) == [.file(path: link)])
  }

  @Test func aFolderThatCannotBeReadIsNamed() throws {
    let folder = try TemporaryFolder()
    try folder.write([1], to: "f/file")
    var walk = FolderWalk([folder.bytes, Array("\(folder.path)/f".utf8)])
    try FileManager.default.removeItem(atPath: folder.path("f"))
    guard case .unreadableFolder(_, let error) = walk.next() else {
      Issue.record("a folder that has gone has to be reported")
      return
    }
    #expect(error.code == ENOENT)
  }

  @Test func namedObstaclesAreReported() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createSymbolicLink(atPath: "\(folder.path)/link", withDestinationPath: "/")
    let link = Array("\(folder.path)/link".utf8)
    #expect(Array(FolderWalk([link])) == [.other(path: link, .link)])
    let missing = Array("\(folder.path)/missing".utf8)
    guard case .failure(missing, let error) = FolderWalk([missing]).first(where: { _ in true }) else {
      Issue.record("a missing path has to be reported")
      return
    }
    #expect(error.code == ENOENT)
  }

  /// Each path with its kind, `file` for those that are looked at.
  private func kinds(_ walk: FolderWalk, below folder: TemporaryFolder) -> [String] {
    walk.map { element in
      let name = String(decoding: element.path.dropFirst(folder.path.utf8.count + 1), as: UTF8.self)
      if case .skipped(_, let kind) = element { return "\(name) \(kind.rawValue)" }
      return "\(name) file"
    }
  }

  private func names(_ walk: FolderWalk, below folder: TemporaryFolder) -> [String] {
    walk.compactMap { element in
      guard case .file(let path) = element else { return nil }
      return String(decoding: path.dropFirst(folder.path.utf8.count + 1), as: UTF8.self)
    }
  }
}
