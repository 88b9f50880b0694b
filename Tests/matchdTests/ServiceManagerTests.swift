import Foundation
import Glibc
import Platform
import TestSupport
import Testing

/// The daemon as a service manager sees it.
@Suite struct ServiceManagerTests {
  /// What it says is one datagram each.
  private final class Manager {
    let address: String
    private let number: Int32

    init(_ address: String) throws {
      self.address = address
      number = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
      var name = sockaddr_un()
      name.sun_family = sa_family_t(AF_UNIX)
      withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: Array(address.utf8)) }
      let size = socklen_t(MemoryLayout<sockaddr_un>.size)
      let code = withUnsafePointer(to: &name) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(number, $0, size) }
      }
      try #require(code == 0)
      var wait = timeval(tv_sec: 20, tv_usec: 0)
      setsockopt(number, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { close(number) }

    /// The next thing it is told that does not begin with `passedOver`.
    func next(besides passedOver: String = "-") -> String {
      while true {
        var bytes = [UInt8](repeating: 0, count: 512)
        let count = recv(number, &bytes, bytes.count, 0)
        let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
        if count <= 0 || !text.hasPrefix(passedOver) { return text }
      }
    }
  }

  @Test func theManagerIsToldHowThingsStand() throws {
    let scratch = try TemporaryFolder()
    let manager = try Manager(scratch.path("notify"))
    let daemon = try Program.start(
      ["serve", "--index", try scratch.demoIndex(), "--socket", scratch.path("s")],
      environment: ["NOTIFY_SOCKET": manager.address, "WATCHDOG_USEC": "30000000"])
    let watchdog = "WATCHDOG=1"
    #expect(manager.next(besides: watchdog).hasPrefix("READY=1\n"))
    #expect(try Program.run(["health", "--socket", scratch.path("s")]).status == 0)
    kill(daemon.process.processIdentifier, SIGHUP)
    let reloading = manager.next(besides: watchdog)
    #expect(reloading.contains(/^RELOADING=1\nMONOTONIC_USEC=\d+\n/), "\(reloading)")
    #expect(manager.next(besides: watchdog).hasPrefix("READY=1\n"))
    #expect(manager.next() == watchdog)
    kill(daemon.process.processIdentifier, SIGTERM)
    #expect(manager.next(besides: watchdog).hasPrefix("STOPPING=1\n"))
    #expect(try daemon.wait().status == 0)
  }

  /// The listening sockets are handed over as descriptors 3 and 4; their files stay when the daemon ends.
  @Test func socketsAreTakenOver() throws {
    let scratch = try TemporaryFolder()
    let (reader, admin) = (scratch.path("reader"), scratch.path("admin"))
    let sockets = try [reader, admin].map { try ListeningSocket(path: $0, mode: 0o600) }
    let config = try scratch.file("matchd.conf", "index = \(try scratch.demoIndex())\n")
    let daemon = try ChildProcess(
      "/bin/sh",
      arguments: [
        "-c", "LISTEN_PID=$$ LISTEN_FDS=2 LISTEN_FDNAMES=reader:admin exec \"$0\" serve --config \"$1\"",
        Program.url.path, config.path,
      ],
      environment: ProcessInfo.processInfo.environment.map { "\($0)=\($1)" },
      descriptors: sockets.map(\.descriptor))
    let isReady = try eventually { try Program.run(["health", "--socket", reader]).status == 0 }
    #expect(isReady)
    #expect(try Program.run(["reload", "--socket", reader]).status == 2)
    #expect(try Program.run(["reload", "--socket", admin]).status == 0)
    kill(daemon.number, SIGTERM)
    #expect(daemon.reap().code == 0)
    #expect(try scratch.names.contains("reader") && scratch.names.contains("admin"))
  }

  @Test func whatIsNoListeningSocketIsRefused() throws {
    let scratch = try TemporaryFolder()
    let shell = Process()
    let errors = Pipe()
    shell.executableURL = URL(filePath: "/bin/sh")
    shell.arguments = [
      "-c", "LISTEN_PID=$$ LISTEN_FDS=1 exec \"$0\" serve --index \"$1\" --socket \"$2\" 3</dev/null",
      Program.url.path, try scratch.demoIndex(), scratch.path("s"),
    ]
    shell.standardError = errors
    try shell.run()
    let words = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    shell.waitUntilExit()
    #expect(
      shell.terminationStatus == 2 && words.contains("which is no Unix socket that listens"), "\(words)")
  }

  private static let analyzer = ["/usr/bin/systemd-analyze"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  /// 0 is locked away altogether, 10 open to everything.
  @Test(.enabled(if: analyzer != nil)) func theUnitLeavesLittleExposed() throws {
    let unit = Repository.root.appending(path: "packaging/matchd.service").path
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: Self.analyzer!)
    process.arguments = ["security", "--offline=true", "--no-pager", unit]
    process.standardOutput = output
    try process.run()
    let words = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let level = try #require(words.firstMatch(of: /Overall exposure level for .*: ([0-9.]+)/)?.1)
    #expect(try #require(Double(level)) <= 0.4, "\(words)")
  }
}
