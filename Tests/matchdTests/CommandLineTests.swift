import Foundation
import TestSupport
import Testing

/// What every command has in common: usage errors, help, version, kernels.
@Suite struct CommandLineTests {
  @Test(arguments: [
    ["bogus"], ["hash"], ["hash", "--bogus", "x"], ["hash", "--decode", "slow", "x"], ["compare", "x"],
    ["hash", "--decode", "fast", "x"], ["hash", "--json", "--decode", "fast", "--protocol", "cli512", "x"],
    ["hash", "--json", "--decode", "fast", "--all-orientations", "x"],
    ["index", "build", "--from", "-"],
    ["index", "build", "--from", "-", "--output", "x", "--tables", "ring"],
    ["index", "build", "--from", "-", "--output", "x", "--generation", "-1"],
    ["lookup"], ["lookup", "--index", "x", "--socket", "y"],
    ["lookup", "--index", "x", "--threshold", "257"],
    ["lookup", "--index", "x", "--threshold", "-1"], ["lookup", "--index", "x", "--nearest", "0"],
    ["lookup", "--index", "x", "--max-matches", "0"], ["lookup", "--index", "x", "--engine", "tree"],
    ["lookup", "--store", "x", "--index", "y"], ["scan", "--store", "x", "--socket", "y", "z"],
    ["serve", "--store", "x"], ["serve", "--store", "x", "--index", "y", "--socket", "z"],
    ["scan", "--index", "x"], ["scan", "x"], ["scan", "--index", "x", "--format", "xml", "y"],
    ["scan", "--index", "x", "--quality-min", "101", "y"], ["scan", "--index", "x", "--jobs", "0", "y"],
    ["scan", "--index", "x", "--decode", "fast", "--audit-fast", "0", "y"],
    ["scan", "--socket", "x", "--decode", "fast", "--audit-fast", "5", "y"],
    ["scan", "--index", "x", "--audit-fast", "5", "y"],
    ["scan", "--index", "x", "--protocol", "pdq", "y"], ["scan", "--index", "x", "--protocol", "FULL", "y"],
    ["lookup", "--index", "x", "--protocol", "full"],
  ])
  func aWrongCommandLineIsOneLineAndExit64(arguments: [String]) throws {
    let outcome = try Program.run(arguments)
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errorLines.count == 1, "\(outcome.errors)")
    #expect(outcome.errors.hasPrefix("matchd: "))
  }

  @Test func noCommandIsAWrongCommandLine() throws {
    let outcome = try Program.run([])
    #expect(outcome.status == 64 && outcome.output.isEmpty)
    #expect(outcome.errors.contains("USAGE: matchd <subcommand>"))
  }

  /// What cannot be said is not done.
  @Test(arguments: [
    "hash pictures/jpeg/420.jpg", "kernels", "compare pictures/jpeg/420.jpg pictures/jpeg/420.jpg",
  ])
  func outputThatCannotBeWrittenIsAFailure(command: String) throws {
    let process = Process()
    let errors = Pipe()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", "exec '\(Program.url.path)' \(command) >&-"]
    process.currentDirectoryURL = Vectors.root
    process.standardError = errors
    try process.run()
    let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 2)
    #expect(text.split(separator: "\n").count == 1 && text.hasPrefix("matchd: "), "\(text)")
  }

  @Test(arguments: [
    [], ["hash"], ["compare"], ["index"], ["index", "build"], ["index", "info"], ["index", "verify"],
    ["index", "dump"], ["lookup"], ["scan"], ["serve"], ["stats"], ["health"], ["reload"], ["kernels"],
    ["formats"], ["list"], ["list", "init"], ["list", "create"], ["list", "import"], ["list", "add"],
    ["list", "confirm"], ["list", "dispute"],
    ["list", "withdraw"], ["list", "reinstate"], ["list", "show"], ["list", "stats"], ["list", "check"],
    ["list", "compile"],
    ["list", "backup"], ["list", "restore"], ["audit", "show"], ["audit", "verify"],
  ])
  func everyCommandHasHelp(command: [String]) throws {
    let outcome = try Program.run(command + ["--help"])
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("USAGE: matchd"))
    #expect(outcome.errors.isEmpty)
  }

  @Test func formatsNamesWhatIsReadAndByWhat() throws {
    let outcome = try Program.run(["formats"])
    #expect(outcome.status == 0)
    let rows = outcome.lines.map { $0.split(separator: "\t").map(String.init) }
    #expect(rows.map(\.first) == ["jpeg", "png", "webp", "gif", "bmp", "ico", "avif", "heic", "tiff"])
    let cells = [
      "avif": "matchd-heif", "heic": "matchd-heif", "tiff": "matchd-tiff: off by default",
    ]
    #expect(rows.allSatisfy { $0.count == 4 && $0[3] == cells[$0[0]] ?? "base" })
    for row in rows.suffix(3) {
      #expect(row[2].contains(/^lib(heif|tiff) \d+\.\d+\.\d+$/), "\(row)")
    }
    for row in rows.prefix(4) { #expect(row[2].contains(/^(lib|gif)[a-z-]+ \d+\.\d+\.\d+$/), "\(row)") }
    let objects = try Program.run(["formats", "--json"]).objects
    #expect(objects.map { $0["library"] as? String } == rows.map { $0[2] })
  }

  @Test func theVersionIsOneLine() throws {
    let outcome = try Program.run(["--version"])
    #expect(outcome.status == 0)
    #expect(outcome.lines.count == 1)
  }

  @Test func kernelsNamesTheLevelThatRuns() throws {
    let forced = try Program.run(["kernels"], environment: ["MATCHD_KERNELS": "scalar"])
    #expect(forced.lines.contains("level\tscalar"))
    #expect(forced.lines.contains("hamming\tscalar"))
    #expect(try Program.run(["kernels"]).lines[0].hasSuffix(" scalar"))
  }

  @Test func anUnknownKernelLevelFailsAtStart() throws {
    let outcome = try Program.run(["kernels"], environment: ["MATCHD_KERNELS": "quantum"])
    #expect(outcome.status == 78)
    #expect(outcome.errorLines.count == 1)
    #expect(outcome.errors.contains("scalar") && outcome.errors.contains("'quantum'"))
  }
}
