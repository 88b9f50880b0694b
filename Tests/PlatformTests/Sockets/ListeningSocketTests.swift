import Foundation
import Platform
import TestSupport
import Testing

@Suite struct ListeningSocketTests {
  @Test func bytesAndDescriptorsComeThrough() throws {
    let folder = try TemporaryFolder()
    let listener = try ListeningSocket(path: folder.path("s"), mode: 0o600)
    let client = try StreamSocket.connected(to: folder.path("s"))
    let server = try listener.accept()
    guard case .nothing = server.receive() else {
      Issue.record("nothing was sent yet")
      return
    }
    try folder.write([7, 8, 9], to: "f")
    let file = try FileBytes.open(Array(folder.path("f").utf8))
    #expect(client.send([1, 2, 3], with: file) == 3)
    #expect(server.pendingByteCount == 3)
    guard case .bytes([1, 2, 3], let descriptors) = server.receive() else {
      Issue.record("three bytes were sent")
      return
    }
    #expect(try descriptors.map { try FileBytes.read($0, byteCountMax: 9) } == [[7, 8, 9]])
    client.endSending()
    guard case .end = server.receive() else {
      Issue.record("the client has ended")
      return
    }
  }

  @Test func whereNobodyWaitsOrListensErrorsSaySo() throws {
    let folder = try TemporaryFolder()
    let listener = try ListeningSocket(path: folder.path("s"), mode: 0o600)
    #expect(throws: SystemError("accept", code: EAGAIN)) { _ = try listener.accept() }
    #expect(throws: SystemError.self) { _ = try ListeningSocket(path: folder.path("s"), mode: 0o600) }
    #expect(throws: SystemError("connect", code: ENOENT)) {
      _ = try StreamSocket.connected(to: folder.path("none"))
    }
    let tooLong = folder.path(String(repeating: "x", count: ListeningSocket.pathByteCountMax))
    #expect(throws: SystemError("connect", code: ENAMETOOLONG)) {
      _ = try StreamSocket.connected(to: tooLong)
    }
  }

  @Test func theSystemChoosesAPort() throws {
    #expect(try ListeningSocket(host: 0x7F00_0001, port: 0).port > 0)
  }
}
