import Glibc
import Kernels
import Matcher

/// A valid index file that is mapped once, and that damage is written into and taken out of again: an input
/// costs what it changes, not what the file holds.
///
/// SAFETY: `memory` is the mapping of the whole valid file, made once and never taken away; `byteCount` says
/// how much of the file is there, and nothing beyond it is touched.
@safe final class FuzzedFile {
  /// Leads to the file while the process lives.
  let path: String
  private let descriptor: CInt
  private let valid: [UInt8]
  /// The header, then the sections.
  private let parts: [Range<Int>]
  private let memory: UnsafeMutableRawBufferPointer
  private var changed: [Range<Int>] = []
  private var byteCount: Int

  init(_ writer: IndexWriter, tables: IndexWriter.Tables) {
    let name = "/tmp/matchd-fuzz-index.\(getpid())"
    guard let header = try? writer.write(to: name, tables: tables) else { fatalError("cannot write \(name)") }
    // SAFETY: the system reads the name within each call.
    descriptor = unsafe open(name, O_RDWR)
    unsafe unlink(name)
    path = "/proc/self/fd/\(descriptor)"
    valid = Self.contents(descriptor)
    byteCount = valid.count
    let sections = header.sections.filter { $0.byteCount > 0 }
    parts = [0..<4096] + sections.map { $0.offset..<$0.offset + $0.byteCount }
    let start = unsafe mmap(nil, byteCount, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0)
    guard let start = unsafe start, unsafe start != MAP_FAILED else { fatalError("cannot map the index") }
    unsafe memory = UnsafeMutableRawBufferPointer(start: start, count: byteCount)
  }

  /// Runs `body` while the file is damaged.
  func withDamage(_ patches: [Patch], sealsHeader: Bool, _ body: () -> Void) {
    for patch in patches { apply(patch) }
    if sealsHeader { sealHeader() }
    body()
    restore()
  }

  /// Places beyond the end of a part wrap round, so that every patch changes something.
  private func apply(_ patch: Patch) {
    if patch.part == Patch.end {
      byteCount -= min(byteCount, patch.cutByteCount)
      ftruncate(descriptor, byteCount)
      return
    }
    let part = parts[patch.part % parts.count]
    for (offset, byte) in patch.bytes.enumerated() {
      write(byte, at: part.lowerBound + (patch.place * (1 + part.count >> 16) + offset) % part.count)
    }
  }

  private func sealHeader() {
    guard byteCount >= 4096 else { return }
    let header = unsafe Array(memory[..<4092])
    let checksum = unsafe KernelTable.best.checksum.crc32c(0, header.span.bytes)
    for byte in 0..<4 { write(UInt8(truncatingIfNeeded: checksum >> UInt32(8 * byte)), at: 4092 + byte) }
  }

  /// What was cut off cannot be written.
  private func write(_ byte: UInt8, at place: Int) {
    guard place < byteCount else { return }
    unsafe memory[place] = byte
    changed.append(place..<place + 1)
  }

  private func restore() {
    if byteCount < valid.count {
      ftruncate(descriptor, valid.count)
      changed.append(byteCount..<valid.count)
      byteCount = valid.count
    }
    for range in changed {
      unsafe UnsafeMutableRawBufferPointer(rebasing: memory[range]).copyBytes(from: valid[range])
    }
    changed.removeAll(keepingCapacity: true)
  }

  private static func contents(_ descriptor: CInt) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: Int(lseek(descriptor, 0, SEEK_END)))
    guard unsafe pread(descriptor, &bytes, bytes.count, 0) == bytes.count else {
      fatalError("cannot read the index")
    }
    return bytes
  }
}
