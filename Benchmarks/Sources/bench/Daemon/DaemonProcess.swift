import CBenchLoad
import Foundation
import Synchronization

/// The process that is to end with this one; 0 where there is none.
private let running = Atomic<Int32>(0)

/// `matchd serve`, ready to answer, ended with the value.
final class DaemonProcess {
  let socket: String
  let adminSocket: String
  private let process = Process()

  convenience init(binary: String, index: String, in folder: URL) throws {
    try self.init(binary: binary, source: ["--index", index], in: folder)
  }

  /// - Parameter source: the options that say what it answers from.
  init(binary: String, source: [String], in folder: URL) throws {
    socket = folder.appending(path: "s").path
    adminSocket = folder.appending(path: "a").path
    process.executableURL = URL(filePath: binary)
    process.arguments = ["serve"] + source + ["--socket", socket, "--admin-socket", adminSocket]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    // A wrong answer ends this program at once.
    running.store(process.processIdentifier, ordering: .relaxed)
    atexit {
      let number = running.load(ordering: .relaxed)
      if number > 0 { kill(number, SIGTERM) }
    }
    for _ in 0..<6000 where !isReady { usleep(10_000) }
    check(isReady, "the daemon does not become ready")
  }

  deinit {
    process.interrupt()
    process.waitUntilExit()
    running.store(0, ordering: .relaxed)
  }

  private var isReady: Bool {
    RawClient(socket)?.ask(Array("HEALTH\n".utf8))?.reply.hasPrefix("OK ready=yes") == true
  }

  var isAlive: Bool { process.isRunning }

  /// That its threads have used since its start; what its cells have used is not in it.
  var processorSeconds: Double { Double(bench_processor_nanoseconds(process.processIdentifier)) * 1e-9 }

  /// Of its memory, what is in the machine's.
  var residentByteCount: Int {
    let path = "/proc/\(process.processIdentifier)/statm"
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return 0 }
    return Int(text.split(separator: " ")[1]).map { $0 * 4096 } ?? 0
  }
}

/// A client that asks one thing after the other.
final class RawClient {
  private let socket: Int32
  private var space = [CChar](repeating: 0, count: 1 << 20)

  init?(_ path: String) {
    // SAFETY: the path is handed over with its zero and lives through the call.
    socket = unsafe bench_connect(path)
    if socket < 0 { return nil }
  }

  deinit { bench_close(socket) }

  /// The reply, or the end of a long one, and how long it took in seconds; `nil` where the connection ended.
  func ask(_ request: [UInt8]) -> (reply: String, seconds: Double)? {
    var count = 0
    // SAFETY: the call reads the request's bytes and writes at most as many as there is space for.
    let nanoseconds = unsafe bench_ask(socket, request, request.count, &space, space.count, &count)
    guard nanoseconds >= 0 else { return nil }
    let reply = String(decoding: space[..<count].lazy.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return (reply, Double(nanoseconds) * 1e-9)
  }
}
