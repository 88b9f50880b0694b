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

  @Test func linksAndPipesBelowFoldersArePassedOver() throws {
    let folder = try TemporaryFolder()
    try folder.write([1], to: "file")
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/link", withDestinationPath: "\(folder.path)/file")
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/loop", withDestinationPath: folder.path)
    mkfifo("\(folder.path)/pipe", 0o600)
    #expect(names(FolderWalk([folder.bytes]), below: folder) == ["file"])
  }

  @Test func namedObstaclesAreReported() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createSymbolicLink(atPath: "\(folder.path)/link", withDestinationPath: "/")
    let link = Array("\(folder.path)/link".utf8)
    #expect(Array(FolderWalk([link])) == [.other(path: link, kind: "a symbolic link")])
    let missing = Array("\(folder.path)/missing".utf8)
    guard case .failure(missing, let error) = FolderWalk([missing]).first(where: { _ in true }) else {
      Issue.record("a missing path has to be reported")
      return
    }
    #expect(error.code == ENOENT)
  }

  private func names(_ walk: FolderWalk, below folder: TemporaryFolder) -> [String] {
    walk.compactMap { element in
      guard case .file(let path) = element else { return nil }
      return String(decoding: path.dropFirst(folder.path.utf8.count + 1), as: UTF8.self)
    }
  }
}
