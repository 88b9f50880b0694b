import MatchProtocol
import MatchService
import Platform

/// The rows of a scan, kept until all are known, packed as they would be sent: in memory, for names and
/// hashes of what nobody has judged yet have no place on a disk. Some 300 bytes a row, and its name.
final class RowSpool {
  private let file: Descriptor
  private var pending: [UInt8] = []
  private var writtenByteCount = 0
  /// Where each row ends.
  private var ends: [Int] = []
  /// Rows that say more than the packed form has room for.
  private var unpacked: [Int: Item] = [:]

  private static let pieceByteCount = 1 << 20

  init() throws(SystemError) { file = try Descriptor.memoryFile(named: "matchd-rows") }

  var count: Int { ends.count }

  /// Rows come in the order of their numbers, from 0.
  func append(_ row: ScannedFile) throws(SystemError) {
    pending += PercentCoding.encode(row.path, .value).utf8
    pending.append(Self.lineEnd)
    switch PackedItem(row.item) {
    case .lines(let lines): pending += lines
    case .whole(let item): unpacked[count] = item
    }
    ends.append(writtenByteCount + pending.count)
    if pending.count >= Self.pieceByteCount { try flush() }
  }
  private static let lineEnd = UInt8(ascii: "\n")

  private func flush() throws(SystemError) {
    let bytes = pending
    // SAFETY: single bytes have no padding, and the array outlives the span.
    try file.write(unsafe bytes.span.bytes, at: writtenByteCount)
    writtenByteCount += bytes.count
    pending.removeAll(keepingCapacity: true)
  }

  /// The row with this number; one read.
  /// - Throws: where it cannot be read, or is not what was written.
  func row(_ number: Int) throws(Failure) -> ScannedFile {
    let bytes: [UInt8]
    do throws(SystemError) {
      if !pending.isEmpty { try flush() }
      let start = number == 0 ? 0 : ends[number - 1]
      bytes = try file.readAll(ends[number] - start, at: start)
    } catch {
      throw Failure("rows that were put aside: cannot \(error)")
    }
    let parts = bytes.split(separator: Self.lineEnd, maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let path = PercentCoding.decode(parts[0]),
      let item = unpacked[number] ?? PackedItem.lines(Array(parts[1])).item
    else { throw Failure("rows that were put aside: expected what was written, found other bytes") }
    return ScannedFile(path: path, item: item)
  }
}
