import CSystem
import Glibc

/// The service manager that started this process, where one did: how it is told how things stand, and the
/// sockets that it listens on for this process. The protocols are systemd's, which others speak too.
package struct ServiceManager: Sendable {
  /// Where it listens for what it is told; `nil` where it does not.
  private let address: String?
  /// Whether it wants to hear again and again that this process is alive.
  package let isWatching: Bool

  package init() {
    address = Self.variable("NOTIFY_SOCKET")
    let watched = Self.variable("WATCHDOG_PID").map { $0 == "\(getpid())" } ?? true
    isWatching = watched && Self.variable("WATCHDOG_USEC") != nil
  }

  /// Tells it lines such as `READY=1`. Whoever does not listen is not waited for.
  package func tell(_ lines: String...) {
    guard let address else { return }
    // SAFETY: both are handed over with their zeros and live through the call.
    _ = unsafe csystem_send_datagram(address, lines.joined(separator: "\n"))
  }

  private static let firstSocket: Int32 = 3

  /// Takes the sockets that it handed over, by their names (`FileDescriptorName=`). To be called once, before
  /// anything is opened.
  ///
  /// - Throws: for what is no Unix socket that listens, and a name that stands twice.
  package static func takeSockets() throws(SystemError) -> [String: ListeningSocket] {
    guard variable("LISTEN_PID") == "\(getpid())", let count = variable("LISTEN_FDS").flatMap({ Int32($0) })
    else { return [:] }
    let names = (variable("LISTEN_FDNAMES") ?? "").split(separator: ":", omittingEmptySubsequences: false)
    var sockets: [String: ListeningSocket] = [:]
    for place in 0..<max(0, count) {
      let name = Int(place) < names.count ? String(names[Int(place)]) : "unknown"
      let socket = try ListeningSocket(inherited: firstSocket + place, name: name)
      guard sockets.updateValue(socket, forKey: name) == nil else {
        throw SystemError("take a second socket named \(name)", code: EEXIST)
      }
    }
    return sockets
  }

  private static func variable(_ name: String) -> String? {
    // SAFETY: nobody changes the environment meanwhile, and the text is copied at once.
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe String(cString: value)
  }
}
