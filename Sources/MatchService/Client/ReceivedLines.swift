/// Bytes that a client has received and not used yet, given out line by line.
struct ReceivedLines {
  private var bytes: [UInt8] = []
  /// Where what was not given out yet begins.
  private var start = 0
  /// Up to where no line end was found.
  private var searchedEnd = 0

  /// Amortised O(1) a byte: what was given out is forgotten once it is the larger part.
  mutating func append(_ more: [UInt8]) {
    if start > bytes.count / 2 || start == bytes.count {
      bytes.removeFirst(start)
      searchedEnd = max(0, searchedEnd - start)
      start = 0
    }
    bytes += more
  }

  /// The next line that has arrived completely, without its LF. O(line), however it was cut.
  mutating func nextLine() -> [UInt8]? {
    guard let end = bytes[max(start, searchedEnd)...].firstIndex(of: UInt8(ascii: "\n")) else {
      searchedEnd = bytes.count
      return nil
    }
    defer { start = end + 1 }
    return Array(bytes[start..<end])
  }

  /// The next `byteCount` bytes, once so many have arrived.
  mutating func next(_ byteCount: Int) -> [UInt8]? {
    guard bytes.count - start >= byteCount else { return nil }
    defer { start += byteCount }
    return Array(bytes[start..<start + byteCount])
  }
}
