import CSystem
import Glibc

extension Descriptor {
  /// An empty file in memory, which grows as it is written and goes with its last descriptor and mapping.
  ///
  /// - Parameter name: what `/proc/PID/maps` shows.
  package static func memoryFile(named name: String) throws(SystemError) -> Descriptor {
    let number = try FileCall.openUnnamed.make("make a file in memory") { _ in
      // SAFETY: `name` is handed over with its zero and lives through the call.
      unsafe Int(csystem_growing_memory_file(name))
    }
    return Descriptor(owning: Int32(number))
  }
}

/// A file in memory that one process writes and others read, each through a mapping of its own. Its length
/// is sealed, so that no reader meets its end early.
///
/// SAFETY: `byteCount` bytes from `base` are mapped for writing from init to deinit. One thread at a time
/// uses the value, as its owner sees to; other processes have read-only mappings, which bind nothing here.
@safe package struct SharedMemory: ~Copyable, @unchecked Sendable {
  private let base: UnsafeMutableRawPointer
  package let byteCount: Int
  private let file: Descriptor

  /// Pages are taken when they are first written.
  /// - Parameter name: what `/proc/PID/maps` shows.
  package init(named name: String, byteCount: Int) throws(SystemError) {
    // SAFETY: `name` is handed over with its zero and lives through the call.
    let number = unsafe csystem_memory_file(name, byteCount)
    guard number >= 0 else { throw SystemError("make shared memory") }
    let file = Descriptor(owning: number)
    // SAFETY: see `base`.
    unsafe base = try Self.map(file, byteCount)
    self.file = file
    self.byteCount = byteCount
  }

  private static func map(
    _ file: Descriptor, _ byteCount: Int
  ) throws(SystemError) -> UnsafeMutableRawPointer {
    // SAFETY: the system chooses a free place of `byteCount` bytes; a failure is the address -1.
    let address = unsafe file.use { number in
      unsafe mmap(nil, byteCount, PROT_READ | PROT_WRITE, MAP_SHARED, number, 0)
    }
    guard let address = unsafe address, unsafe address != MAP_FAILED else {
      throw SystemError("map shared memory")
    }
    return unsafe address
  }

  deinit { unsafe munmap(base, byteCount) }

  /// Another descriptor of the file, through which it can only be read.
  package func readOnlyFile() throws(SystemError) -> Descriptor {
    let number = file.use { csystem_reopen_for_reading($0) }
    guard number >= 0 else { throw SystemError("reopen shared memory") }
    return Descriptor(owning: number)
  }

  /// Writes `bytes` from the start on.
  /// - Precondition: they fit.
  package func write(_ bytes: RawSpan) {
    precondition(bytes.byteCount <= byteCount, "the bytes do not fit")
    unsafe bytes.withUnsafeBytes { source in
      guard let start = source.baseAddress else { return }
      unsafe base.copyMemory(from: start, byteCount: source.count)
    }
  }

  /// Has the first `count` bytes read as zeros. Pages beyond `keptByteCount` are given back to the system.
  package func erase(_ count: Int, keepingPages keptByteCount: Int) {
    unsafe explicit_bzero(base, min(count, keptByteCount))
    guard count > keptByteCount else { return }
    let isGivenBack = file.use { csystem_give_back($0, keptByteCount, count - keptByteCount) } == 0
    if !isGivenBack { unsafe explicit_bzero(base + keptByteCount, count - keptByteCount) }
  }
}
