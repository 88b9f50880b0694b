import Foundation
import Platform
import TestSupport
import Testing

@Suite struct AtomicFileTests {
  /// Both ways in which a file can be written: without a name, and under another one where the file system
  /// does not have that.
  enum Way: CaseIterable {
    case unnamed, named

    /// Creates a file in this way.
    func create(_ path: String) throws -> AtomicFile {
      guard self == .named else { return try AtomicFile(replacing: FilePath(path), mode: 0o640) }
      return try FaultPlan(.openUnnamed, at: 1, .failure(code: EOPNOTSUPP)).run {
        try AtomicFile(replacing: FilePath(path), mode: 0o640)
      }
    }
  }

  private static func write(_ text: String, to file: borrowing AtomicFile) throws {
    try file.write(Array(text.utf8).span.bytes)
  }

  @Test(arguments: Way.allCases) func theFileAppearsWithItsLastByte(way: Way) throws {
    let folder = try TemporaryFolder()
    var file = try way.create(folder.path("a"))
    try Self.write("new", to: file)
    #expect(try !folder.names.contains("a"))
    try file.commit()
    #expect(try folder.names == ["a"])
    #expect(try String(contentsOfFile: folder.path("a"), encoding: .utf8) == "new")
    #expect(try FileStatus(of: FilePath(folder.path("a")), followingLinks: false).kind == .regular)
  }

  @Test(arguments: Way.allCases) func theOldFileStaysUntilThen(way: Way) throws {
    let folder = try TemporaryFolder()
    _ = try folder.file("a", "old")
    var file = try way.create(folder.path("a"))
    try Self.write("new", to: file)
    #expect(try String(contentsOfFile: folder.path("a"), encoding: .utf8) == "old")
    try file.commit()
    #expect(try String(contentsOfFile: folder.path("a"), encoding: .utf8) == "new")
    #expect(try folder.names == ["a"])
  }

  @Test(arguments: Way.allCases) func whatIsNotCommittedLeavesNothing(way: Way) throws {
    let folder = try TemporaryFolder()
    do {
      let file = try way.create(folder.path("a"))
      try Self.write("new", to: file)
      #expect(try folder.names.count == (way == .named ? 1 : 0))
    }
    #expect(try folder.names == [])
  }

  @Test(arguments: Way.allCases) func permissionsAreAsAsked(way: Way) throws {
    let folder = try TemporaryFolder()
    var file = try way.create(folder.path("a"))
    try file.commit()
    var status = stat()
    #expect(stat(folder.path("a"), &status) == 0)
    #expect(status.st_mode & 0o777 == 0o640)
  }

  @Test(arguments: Way.allCases) func writersOfOnePathDoNotDisturbEachOther(way: Way) throws {
    let folder = try TemporaryFolder()
    var first = try way.create(folder.path("a"))
    var second = try way.create(folder.path("a"))
    try Self.write("first", to: first)
    try Self.write("second", to: second)
    try second.commit()
    try first.commit()
    #expect(try String(contentsOfFile: folder.path("a"), encoding: .utf8) == "first")
    #expect(try folder.names == ["a"])
  }

  @Test(arguments: Way.allCases) func bytesGoWhereTheyAreSent(way: Way) throws {
    let folder = try TemporaryFolder()
    var file = try way.create(folder.path("a"))
    try file.write(([3, 4] as [UInt8]).span.bytes, at: 2)
    try file.write(([1, 2] as [UInt8]).span.bytes, at: 0)
    try file.file.setByteCount(6)
    try file.commit()
    #expect(try Data(contentsOf: folder.url.appending(path: "a")) == Data([1, 2, 3, 4, 0, 0]))
  }

  @Test(arguments: Way.allCases) func aFolderIsNotReplaced(way: Way) throws {
    let folder = try TemporaryFolder()
    try folder.write([1], to: "a/inside")
    var file = try way.create(folder.path("a"))
    let error = #expect(throws: SystemError.self) { try file.commit() }
    #expect(error?.action == "replace")
    _ = consume file
    #expect(try folder.names == ["a"])
  }

  /// A lock ends with its process; the file that it was on does not.
  @Test(arguments: Way.allCases) func whatAKilledWriterLeftIsRemovedByTheNext(way: Way) throws {
    let folder = try TemporaryFolder()
    for name in ["a.tmp-0", "a.tmp-3", "a.tmp-x", "b.tmp-0"] { try folder.write([1], to: name) }
    try folder.link("a.tmp-1", to: "b.tmp-0")
    var file = try way.create(folder.path("a"))
    try file.commit()
    #expect(try folder.names == ["a", "a.tmp-1", "a.tmp-x", "b.tmp-0"])
  }

  @Test func whatIsBeingWrittenIsLeftAlone() throws {
    let folder = try TemporaryFolder()
    var first = try Way.named.create(folder.path("a"))
    for way in Way.allCases {
      var second = try way.create(folder.path("a"))
      #expect(try folder.names.contains("a.tmp-0"))
      try second.commit()
    }
    try first.commit()
    #expect(try folder.names == ["a"])
  }

  @Test func aMissingFolderIsSaidAtOnce() throws {
    let folder = try TemporaryFolder()
    let error = #expect(throws: SystemError.self) {
      _ = try AtomicFile(replacing: FilePath(folder.path("no/such/folder")), mode: 0o644)
    }
    #expect(error == SystemError("create", code: ENOENT))
  }
}
