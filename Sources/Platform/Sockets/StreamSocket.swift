import CSystem
import Glibc

/// One connected stream socket.
package struct StreamSocket: Sendable {
  package let descriptor: Descriptor

  init(descriptor: Descriptor) { self.descriptor = descriptor }

  package enum Received {
    case bytes([UInt8], descriptors: [Descriptor])
    /// The peer sends nothing more.
    case end
    /// Nothing has arrived yet.
    case nothing
    case failed(SystemError)
  }

  /// Small enough that its memory is taken from the heap's free lists, large enough for few calls.
  package static let receiveByteCount = 64 << 10

  /// What has arrived, at most `receiveByteCount` bytes of it. Never waits on a non-blocking socket.
  package func receive() -> Received {
    var numbers = [Int32](repeating: -1, count: Int(CSYSTEM_DESCRIPTORS_MAX))
    var numberCount: Int32 = 0
    var result = 0
    let bytes = descriptor.use { socket in
      // SAFETY: the call writes at most `receiveByteCount` bytes and as many descriptors as `numbers` holds.
      unsafe [UInt8](unsafeUninitializedCapacity: Self.receiveByteCount) { buffer, count in
        result = unsafe csystem_receive(
          socket, buffer.baseAddress!, Self.receiveByteCount, &numbers, &numberCount)
        count = max(0, result)
      }
    }
    guard result >= 0 else { return isTemporary(errno) ? .nothing : .failed(SystemError("receive")) }
    let descriptors = numbers.prefix(Int(numberCount)).map { Descriptor(owning: $0) }
    return result == 0 ? .end : .bytes(bytes, descriptors: descriptors)
  }

  /// Sends what the socket takes at once of `bytes`.
  /// - Returns: how many bytes; `nil` where the peer takes nothing any more.
  package func send(_ bytes: ArraySlice<UInt8>) -> Int? {
    let count = descriptor.use { socket in
      // SAFETY: the call reads the slice's own bytes.
      unsafe bytes.withUnsafeBytes {
        unsafe Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
    }
    if count >= 0 { return count }
    return isTemporary(errno) ? 0 : nil
  }

  /// Sends at least one of `bytes`, and a descriptor with it.
  package func send(_ bytes: ArraySlice<UInt8>, with file: Descriptor) -> Int? {
    let count = descriptor.use { socket in
      file.use { file in
        // SAFETY: the call reads the slice's own bytes.
        unsafe bytes.withUnsafeBytes {
          unsafe csystem_send_descriptor(socket, $0.baseAddress, $0.count, file)
        }
      }
    }
    if count >= 0 { return count }
    return isTemporary(errno) ? 0 : nil
  }

  /// Tells the peer that nothing more follows; what it sends can still be received.
  package func endSending() { _ = descriptor.use { shutdown($0, Int32(SHUT_WR)) } }

  /// The user who connected the other end; `nil` for a socket that is not of this machine alone.
  package var peerUser: UInt32? {
    var user: UInt32 = 0
    // SAFETY: the call fills `user`.
    return descriptor.use { unsafe csystem_peer_user($0, &user) } == 0 ? user : nil
  }

  /// The groups of the user who connected the other end; `nil` where the system does not say, or not all.
  package var peerGroups: [UInt32]? {
    var groups = [UInt32](repeating: 0, count: 1 << 16)
    // SAFETY: the call fills at most as many numbers as there are.
    let count = descriptor.use { unsafe csystem_peer_groups($0, &groups, Int32(groups.count)) }
    return count < 0 ? nil : Array(groups.prefix(Int(count)))
  }

  /// Bytes that have arrived and were not received yet.
  package var pendingByteCount: Int { max(0, Int(descriptor.use { csystem_pending($0) })) }
}

private func isTemporary(_ code: Int32) -> Bool { code == EAGAIN || code == EINTR }
