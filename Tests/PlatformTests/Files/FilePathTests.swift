import Glibc
import Platform
import TestSupport
import Testing

@Suite struct FilePathTests {
  @Test(arguments: [("a", "."), ("/a", "/"), ("b/a", "b/"), ("/b//a", "/b//"), ("b/a/", "b/a/")])
  func theFolderIsEverythingBeforeTheName(path: String, folder: String) {
    #expect(FilePath(path).folder == FilePath(folder))
  }

  @Test func bytesThatAreNoTextNameFiles() throws {
    let folder = try TemporaryFolder()
    let path = FilePath(folder.bytes + Array("/x".utf8) + [0xFF])
    _ = try path.open(O_WRONLY | O_CREAT, mode: 0o600)
    #expect(try FileStatus(of: path, followingLinks: false).kind == .regular)
    try path.rename(to: FilePath(folder.path("y")))
    #expect(try folder.names == ["y"])
    try FilePath(folder.path("y")).remove()
    #expect(throws: SystemError("remove", code: ENOENT)) { try FilePath(folder.path("y")).remove() }
  }
}
