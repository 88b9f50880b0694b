import Foundation
import Platform
import TestSupport
import Testing

@Suite struct FileBytesTests {
  private func read(_ path: String, byteCountMax: Int = 1000) throws -> [UInt8] {
    try FileBytes.read(try FileBytes.open(Array(path.utf8)), byteCountMax: byteCountMax)
  }

  @Test func regularFilesAreReadWhole() throws {
    let folder = try TemporaryFolder()
    try folder.write([1, 2, 3], to: "f")
    #expect(try read(folder.path("f"), byteCountMax: 3) == [1, 2, 3])
    #expect(throws: FileError.tooLarge(limit: 2, found: 3)) { try read(folder.path("f"), byteCountMax: 2) }
  }

  @Test func anythingElseIsNamed() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createSymbolicLink(atPath: folder.path("link"), withDestinationPath: "/")
    mkfifo(folder.path("pipe"), 0o600)
    #expect(throws: FileError.notRegular(.link)) { try read(folder.path("link")) }
    #expect(throws: FileError.notRegular(.pipe)) { try read(folder.path("pipe")) }
    #expect(throws: FileError.notRegular(.folder)) { try read(folder.path) }
    #expect(throws: FileError.notRegular(.device)) { try read("/dev/null") }
    #expect(throws: FileError.system(SystemError("open", code: ENOENT))) { try read(folder.path("no")) }
    #expect("\(FileError.notRegular(.pipe))" == "expected a regular file, found a pipe")
  }

  @Test func aReadPositionDoesNotMatter() throws {
    let folder = try TemporaryFolder()
    try folder.write([1, 2, 3], to: "f")
    let file = try FileBytes.open(Array(folder.path("f").utf8))
    _ = file.use { lseek($0, 2, SEEK_SET) }
    #expect(try FileBytes.read(file, byteCountMax: 3) == [1, 2, 3])
  }

  @Test func piecesAreTheFileInOrder() throws {
    let folder = try TemporaryFolder()
    let bytes = (0..<2_500_000).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 11) }
    for content in [[], [1], bytes] {
      try folder.write(content, to: "f")
      var pieces: [[UInt8]] = []
      let file = try FileBytes.open(Array(folder.path("f").utf8))
      _ = file.use { lseek($0, 2, SEEK_SET) }
      try FileBytes.forEachPiece(of: file) { piece in
        pieces.append(piece)
        return true
      }
      #expect(Array(pieces.joined()) == content)
      #expect(pieces.allSatisfy { (1...1 << 20).contains($0.count) })
    }
  }
}
