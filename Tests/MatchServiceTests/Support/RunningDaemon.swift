import Foundation
import Logging
import MatchProtocol
import Matcher
import TestSupport
import Testing

@testable import MatchService

/// A daemon of this process, on sockets in a folder of its own.
final class RunningDaemon: Sendable {
  let folder: TemporaryFolder
  let daemon: Daemon
  private let ended = DispatchSemaphore(value: 0)
  private let outcome = Outcome()

  private final class Outcome: @unchecked Sendable {
    var error: ServiceError?
  }

  var socketPath: String { "\(folder.path)/s" }
  var adminSocketPath: String { "\(folder.path)/a" }
  var indexPath: String { "\(folder.path)/index" }

  /// Serves an index of `lines`, the text form of a list.
  /// - Parameter beforeLoading: called each time before the index is opened, on the loader's thread.
  init(
    lines: [String] = [], generation: UInt64 = 812, waitsUntilReady: Bool = true,
    configure: (inout ServiceConfiguration) -> Void = { _ in },
    beforeLoading: @escaping @Sendable () -> Void = {}
  ) throws {
    folder = try TemporaryFolder()
    try Self.writeIndex(lines, to: "\(folder.path)/index", generation: generation)
    var configuration = ServiceConfiguration(
      index: .file(path: "\(folder.path)/index"), socketPath: "\(folder.path)/s",
      adminSocketPath: "\(folder.path)/a",
      loopback: LoopbackAddress(parsing: "127.0.0.1:0"), workerCount: 2, version: "1.2.3")
    configuration.timeouts.linger = 1000
    configure(&configuration)
    let index = configuration.index
    daemon = try Daemon(configuration, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }) {
      () throws(SourceError) in
      beforeLoading()
      return try index.opened(kernels: .best).load()
    }
    let (daemon, ended, outcome) = (daemon, ended, outcome)
    Thread.detachNewThread {
      do throws(ServiceError) { try daemon.run() } catch { outcome.error = error }
      ended.signal()
    }
    if waitsUntilReady { try waitUntilReady() }
  }

  deinit { daemon.stop() }

  static func writeIndex(_ lines: [String], to path: String, generation: UInt64) throws {
    try TestSupport.writeIndex(hashLines(lines.joined(separator: "\n")), to: path, generation: generation)
  }

  private func waitUntilReady() throws {
    let client = try TestClient(socketPath)
    let isReady = eventually { client.ask("HEALTH\n").first?.hasPrefix("OK ready=yes") == true }
    try #require(isReady, "the daemon did not become ready")
  }

  /// Waits for the end of `run`.
  /// - Returns: the error that it ended with, if any.
  func waitForEnd() -> ServiceError? {
    #expect(ended.wait(timeout: .now() + 60) == .success, "the daemon did not end")
    return outcome.error
  }

  func connect() throws -> TestClient { try TestClient(socketPath) }
}
