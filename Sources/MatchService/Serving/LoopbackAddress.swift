/// An IPv4 address of this machine alone, and a port.
public struct LoopbackAddress: Hashable, Sendable, CustomStringConvertible {
  /// In host byte order; 127.0.0.0/8.
  public let host: UInt32
  /// 0 lets the system choose.
  public let port: UInt16

  /// Reads `127.x.y.z:PORT`; `nil` for anything else, other addresses included: TCP has no access control
  /// here, so it never leaves the machine.
  public init?(parsing text: some StringProtocol) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let port = UInt16(parts[1]) else { return nil }
    let numbers = parts[0].split(separator: ".", omittingEmptySubsequences: false).compactMap { UInt8($0) }
    guard numbers.count == 4, numbers[0] == 127 else { return nil }
    host = numbers.reduce(0) { $0 << 8 | UInt32($1) }
    self.port = port
  }

  public var description: String {
    "\(host >> 24).\(host >> 16 & 255).\(host >> 8 & 255).\(host & 255):\(port)"
  }
}
