import Foundation

/// A peer in another process: one line in, one line out, so that its rounds alternate
/// with ours in the same run.
final class Peer {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()

  /// Starts `script` from `Benchmarks/peers` with the Python of the virtual environment `peers/.venv-<name>`.
  ///
  /// - Returns: `nil` if that environment was not made (`peers/setup.sh <name>`).
  init?(name: String, script: String, arguments: [String] = [], environment: [String: String] = [:]) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "peers")
    let python = folder.appending(path: ".venv-\(name)/bin/python")
    guard FileManager.default.isExecutableFile(atPath: python.path) else { return nil }
    process.executableURL = python
    process.arguments = [folder.appending(path: script).path] + arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = input
    process.standardOutput = output
    try process.run()
  }

  deinit {
    input.fileHandleForWriting.closeFile()
    process.waitUntilExit()
  }

  /// Sends one line and waits for the answer's words; empty if the peer ended.
  func ask(_ line: String) -> [Substring] {
    input.fileHandleForWriting.write(Data((line + "\n").utf8))
    var answer = ""
    while !answer.hasSuffix("\n") {
      let part = output.fileHandleForReading.availableData
      if part.isEmpty { break }
      answer += String(decoding: part, as: UTF8.self)
    }
    return answer.split(whereSeparator: \.isWhitespace)
  }
}
