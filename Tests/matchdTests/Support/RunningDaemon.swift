import Foundation
import TestSupport
import Testing

/// A daemon of its own for one test, ready to answer.
final class RunningDaemon {
  let socket: String
  private let process = Process()

  init(
    _ arguments: [String], in scratch: TemporaryFolder, standardError: FileHandle = .nullDevice
  ) throws {
    socket = scratch.path("matchd.sock")
    process.executableURL = Program.url
    process.arguments = ["serve", "--socket", socket] + arguments
    process.standardError = standardError
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let isReady = try eventually { [socket] in try Program.run(["health", "--socket", socket]).status == 0 }
    try #require(isReady, "the daemon did not become ready")
  }

  deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

  /// Of its process.
  var number: Int32 { process.processIdentifier }

  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// The exit code after `signal`.
  func end(with signal: Int32) throws -> Int32 {
    send(signal)
    process.waitUntilExit()
    return process.terminationStatus
  }
}

extension RunningDaemon {
  /// The processes that it has started.
  var children: [Int32] {
    let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(number)/task")) ?? []
    return tasks.flatMap { task in
      (try? String(contentsOfFile: "/proc/\(number)/task/\(task)/children", encoding: .utf8))?
        .split(separator: " ").compactMap { Int32($0) } ?? []
    }
  }
}
