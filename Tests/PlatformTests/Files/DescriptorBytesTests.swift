import Foundation
import Platform
import TestSupport
import Testing

/// What the system is free to do to a read or write, and callers never see.
@Suite struct DescriptorBytesTests {
  private static let bytes = (0..<10_000).map { UInt8(truncatingIfNeeded: $0 * 7) }

  static let disturbances: [FaultPlan.Fault] = [.failure(code: EINTR), .shortTransfer]

  private func opened(_ folder: TemporaryFolder, _ flags: Int32) throws -> Descriptor {
    try FilePath(folder.path("f")).open(flags | O_CREAT, mode: 0o600)
  }

  @Test(arguments: disturbances, [nil, 0, 123]) func writesAreCompleted(
    fault: FaultPlan.Fault, offset: Int?
  ) throws {
    let folder = try TemporaryFolder()
    let plan = FaultPlan(.write, at: 1, fault)
    try plan.run { try opened(folder, O_WRONLY).write(Self.bytes.span.bytes, at: offset) }
    #expect(plan.hasStruck)
    let written = try Data(contentsOf: folder.url.appending(path: "f"))
    #expect(written == Data(count: offset ?? 0) + Data(Self.bytes))
  }

  @Test(arguments: disturbances, [nil, 0, 123]) func readsAreCompleted(
    fault: FaultPlan.Fault, offset: Int?
  ) throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.bytes, to: "f")
    let plan = FaultPlan(.read, at: 1, fault)
    let read = try plan.run { try opened(folder, O_RDONLY).readAll(9000, at: offset) }
    #expect(plan.hasStruck)
    #expect(read == Array(Self.bytes[(offset ?? 0)..<(offset ?? 0) + 9000]))
  }

  @Test func readsEndWithTheFile() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.bytes, to: "f")
    let file = try opened(folder, O_RDONLY)
    #expect(try file.readAll(20_000, at: 9_990) == Array(Self.bytes.suffix(10)))
    #expect(try file.readAll(20_000, at: 10_000) == [])
    #expect(try file.readAll(0, at: 0) == [])
  }

  @Test func someOfAPipeIsWhatHasArrived() throws {
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    let (output, input) = (Descriptor(owning: ends[0]), Descriptor(owning: ends[1]))
    try input.write(([1, 2, 3] as [UInt8]).span.bytes)
    #expect(try output.readSome(100) == [1, 2, 3])
  }

  @Test func failuresSayWhatWasTried() throws {
    let folder = try TemporaryFolder()
    let file = try opened(folder, O_RDONLY)
    #expect(throws: SystemError("write", code: EBADF)) { try file.write(([1] as [UInt8]).span.bytes) }
    #expect(throws: SystemError("read", code: EIO)) {
      try FaultPlan(.read, at: 1, .failure(code: EIO)).run { _ = try file.readAll(1) }
    }
  }
}
