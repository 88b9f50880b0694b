import Foundation
import TestSupport
import Testing

/// Runs the real binary, which the build puts beside the test program.
struct Program {
  struct Outcome {
    var status: Int32
    var output: String
    var errors: String

    var lines: [String] { output.split(separator: "\n").map(String.init) }
    var errorLines: [String] { errors.split(separator: "\n").map(String.init) }

    /// Standard output as one JSON object per line.
    var objects: [[String: Any]] {
      get throws {
        try lines.map {
          try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any], "\($0)")
        }
      }
    }
  }

  static let url = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    .appending(path: "matchd")

  /// A process whose streams are files, so that no amount of output can block it.
  struct Running {
    let process: Process
    fileprivate let files: [URL]
    fileprivate let scratch: TemporaryFolder

    /// What stands on standard output so far.
    var output: String { get throws { try String(contentsOf: files[1], encoding: .utf8) } }

    func wait() throws -> Outcome {
      process.waitUntilExit()
      return Outcome(
        status: process.terminationStatus, output: try output,
        errors: try String(contentsOf: files[2], encoding: .utf8))
    }
  }

  /// Starts `matchd` with `arguments`, `input` on standard input and `folder` as working folder.
  static func start(
    _ arguments: [String], input: String = "", in folder: URL = Vectors.root,
    environment: [String: String] = [:], inputFrom source: String? = nil, outputTo target: String? = nil
  ) throws -> Running {
    let scratch = try TemporaryFolder()
    let files = try ["in", "out", "err"].map { try scratch.file($0, $0 == "in" ? input : "") }
    let process = Process()
    process.executableURL = url
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = try FileHandle(forReadingFrom: source.map { URL(filePath: $0) } ?? files[0])
    process.standardOutput = try FileHandle(forWritingTo: target.map { URL(filePath: $0) } ?? files[1])
    process.standardError = try FileHandle(forWritingTo: files[2])
    try process.run()
    return Running(process: process, files: files, scratch: scratch)
  }

  /// Runs `matchd` to its end.
  ///
  /// - Parameters:
  ///   - source: a file in the place of standard input.
  ///   - target: one in the place of standard output.
  static func run(
    _ arguments: [String], input: String = "", in folder: URL = Vectors.root,
    environment: [String: String] = [:], inputFrom source: String? = nil, outputTo target: String? = nil
  ) throws -> Outcome {
    try start(
      arguments, input: input, in: folder, environment: environment, inputFrom: source, outputTo: target
    ).wait()
  }
}

extension Vectors {
  /// Hash and quality that the reference gives a picture.
  static func expectation(_ path: String) throws -> (hash: String, quality: String) {
    let fields = try #require(rows(of: "expected.tsv").first { $0[0] == path })
    return (fields[1], fields[2])
  }

  /// Orientation → hash of a picture that was turned first.
  static func turned(_ path: String) throws -> [String: String] {
    let rows = try rows(of: "expected_turned.tsv")
    return Dictionary(uniqueKeysWithValues: rows.filter { $0[0] == path }.map { ($0[1], $0[2]) })
  }
}

extension TemporaryFolder {
  /// An index of the demo list.
  func demoIndex(tables: String = "bk") throws -> String {
    let index = path("demo.index")
    let built = try Program.run([
      "index", "build", "--from", "demo/list.tsv", "--output", index, "--tables", tables,
    ])
    try #require(built.status == 0, "\(built.errors)")
    return index
  }
}
