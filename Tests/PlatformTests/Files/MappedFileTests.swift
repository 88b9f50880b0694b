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

  @Test func aReplacedFileIsNoChange() throws {
    let folder = try TemporaryFolder()
    try folder.write([1, 2], to: "f")
    let mapped = try MappedFile(FilePath(folder.path("f")))
    try folder.write([3, 4], to: "g")
    rename(folder.path("g"), folder.path("f"))
    #expect(mapped.change == nil)
  }

  @Test func whatOthersDoToTheFileItselfIsNoticed() throws {
    let folder = try TemporaryFolder()
    try folder.write([UInt8](repeating: 1, count: 9000), to: "f")
    let whole = try MappedFile(FilePath(folder.path("f")))
    #expect(whole.change == nil)
    let file = open(folder.path("f"), O_RDWR)
    defer { close(file) }
    // A kernel's clock may not have moved since the file was made.
    var times = [timespec(tv_sec: 1000, tv_nsec: 0), timespec(tv_sec: 1000, tv_nsec: 7)]
    futimens(file, &times)
    #expect(whole.change == .rewritten)
    ftruncate(file, 8000)
    #expect(whole.change == .resized(byteCount: 8000))
    #expect(try MappedFile(FilePath(folder.path("f"))).change == nil)
  }

  @Test func pagesThatAreGoneAreZerosAndKnown() throws {
    try MappedFile.catchLostPages()
    let folder = try TemporaryFolder()
    for count in [1, 3] {
      try folder.write([UInt8](repeating: 1, count: 5 * 4096), to: "f")
      let mapped = try MappedFile(FilePath(folder.path("f")))
      let other = try MappedFile(FilePath(folder.path("f")))
      truncate(folder.path("f"), off_t(count * 4096))
      let (kept, gone) = unsafe (mapped.buffer[0], (mapped.buffer[count * 4096], mapped.buffer[5 * 4096 - 1]))
      #expect(kept == 1 && gone == (0, 0))
      #expect(mapped.change == .lostPages)
      #expect(other.change == .resized(byteCount: count * 4096))
    }
  }

  @Test func threadsOfOursCatchThemToo() throws {
    try MappedFile.catchLostPages()
    let folder = try TemporaryFolder()
    try folder.write([UInt8](repeating: 1, count: 2 * 4096), to: "f")
    let mapped = try MappedFile(FilePath(folder.path("f")))
    truncate(folder.path("f"), 0)
    // SAFETY: the file is unmapped at the end of this function, after the threads have ended.
    let place = unsafe UInt(bitPattern: mapped.buffer.baseAddress) + 4096
    try WorkerThread.runAll(count: 2) {
      // SAFETY: as above.
      let byte = unsafe UnsafePointer<UInt8>(bitPattern: place)?.pointee
      #expect(byte == 0)
    }
    #expect(mapped.change == .lostPages)
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
