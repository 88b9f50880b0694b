import Foundation
import Platform
import TestSupport
import Testing

@Suite struct InputFileTests {
  @Test func filesAndPipesAreReadToTheirEnd() throws {
    let folder = try TemporaryFolder()
    try folder.write([1, 2, 3, 4], to: "f")
    let file = try InputFile(FilePath(folder.path("f")))
    #expect(file.byteCount == 4)
    #expect(try file.read(3) == [1, 2, 3] && file.read(3) == [4] && file.read(3) == [])
  }

  @Test func oneByteMoreThanTheLimitShowsThatThereIsMore() throws {
    let folder = try TemporaryFolder()
    try folder.write([UInt8](repeating: 7, count: 3 << 20), to: "f")
    for limit in [0, 1, 1 << 20, 3 << 20, 4 << 20] {
      let bytes = try InputFile(FilePath(folder.path("f"))).readAll(byteCountMax: limit)
      #expect(bytes.count == min(limit + 1, 3 << 20))
    }
  }

  @Test func whatIsNoRegularFileIsRefusedByNameWithoutWaiting() throws {
    let folder = try TemporaryFolder()
    mkfifo(folder.path("pipe"), 0o600)
    let socket = try ListeningSocket(path: folder.path("socket"), mode: 0o600)
    defer { withExtendedLifetime(socket) {} }
    for (path, kind) in [
      (folder.path("pipe"), FileKind.pipe), (folder.path("socket"), .socket), ("/dev/null", .device),
      (folder.path, .folder),
    ] {
      #expect(throws: FileError.notRegular(kind)) { _ = try InputFile(regularAt: FilePath(path)) }
    }
  }

  @Test func foldersAndMissingFilesAreNamed() throws {
    let folder = try TemporaryFolder()
    #expect(throws: FileError.folder) { _ = try InputFile(FilePath(folder.path)) }
    #expect(throws: FileError.system(SystemError("open", code: ENOENT))) {
      _ = try InputFile(FilePath(folder.path("no")))
    }
  }
}
