import Platform

/// Bytes that a socket has not taken yet.
struct OutputBuffer {
  private var bytes: [UInt8] = []
  private var sentCount = 0

  var unsentCount: Int { bytes.count - sentCount }
  var isEmpty: Bool { unsentCount == 0 }

  mutating func append(_ more: [UInt8]) {
    if isEmpty {
      bytes = more
      sentCount = 0
    } else {
      bytes += more
    }
  }

  /// Sends what the socket takes at once.
  /// - Returns: how many bytes that were; `nil` if the peer is gone.
  mutating func send(to socket: StreamSocket) -> Int? {
    var total = 0
    while !isEmpty {
      guard let count = socket.send(bytes[sentCount...]) else { return nil }
      if count == 0 { break }
      sentCount += count
      total += count
    }
    if isEmpty { self = OutputBuffer() }
    return total
  }
}
