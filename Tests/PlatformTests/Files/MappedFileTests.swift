import Foundation
import Platform
import TestSupport
import Testing

@Suite struct MappedFileTests {
  @Test func pipesAndDevicesAreRefusedAtOnce() throws {
    let folder = try TemporaryFolder()
    mkfifo(folder.path("pipe"), 0o600)
    for (path, kind) in [
      (folder.path("pipe"), FileKind.pipe), ("/dev/zero", .device), (folder.path, .folder),
    ] {
      do throws(FileError) {
        _ = try MappedFile(FilePath(path))
        Issue.record("\(path) was mapped")
      } catch {
        #expect(error == .notRegular(kind))
      }
    }
  }

  @Test func bytesAreThoseOfTheFile() throws {
    let folder = try TemporaryFolder()
    for content in [[], [1], [UInt8](repeating: 5, count: 5000)] as [[UInt8]] {
      try folder.write(content, to: "f")
      let mapped = try MappedFile(FilePath(folder.path("f")))
      #expect(mapped.byteCount == content.count)
      #expect(unsafe Array(mapped.buffer) == content)
    }
  }

  @Test func aReplacedFileStaysAsItWasMapped() throws {
    let folder = try TemporaryFolder()
    try folder.write([1, 2], to: "f")
    let mapped = try MappedFile(FilePath(folder.path("f")))
    var next = try AtomicFile(replacing: FilePath(folder.path("f")), mode: 0o600)
    try next.write(([3, 4] as [UInt8]).span.bytes)
    try next.commit()
    #expect(unsafe Array(mapped.buffer) == [1, 2])
  }

  @Test func whatCannotBeMappedIsNamed() throws {
    let folder = try TemporaryFolder()
    try folder.write([1], to: "f")
    #expect(throws: FileError.notRegular(.folder)) { _ = try MappedFile(FilePath(folder.path)) }
    #expect(throws: FileError.system(SystemError("map", code: ENOMEM))) {
      try FaultPlan(.map, at: 1, .failure(code: ENOMEM)).run {
        _ = try MappedFile(FilePath(folder.path("f")))
      }
    }
  }
}
