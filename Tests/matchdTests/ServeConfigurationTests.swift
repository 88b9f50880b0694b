import Foundation
import TestSupport
import Testing

/// What the daemon's configuration file may say, and what it answers where it says something else.
@Suite struct ServeConfigurationTests {
  @Test(arguments: [
    ("treshold = 31", "treshold: expected a setting, found none of this name; the nearest is 'threshold'"),
    ("colour = red", "colour: expected a setting, found none of this name; 'matchd serve --print-config'"),
    ("socket = z", "socket: expected it once, found it in line 3 too"),
    ("store = z", "store: expected index or store, found index in line 2 too"),
    ("threshold = 257", "threshold: expected 0 to 256, found '257'"),
    ("near-threshold = far", "near-threshold: expected 0 to 256, found 'far'"),
    ("near-threshold = 300", "near-threshold: expected 0 to 256, found '300'"),
    ("listen = 0.0.0.0:1", "listen: expected an address of this machine such as 127.0.0.1:7777, found"),
    ("restricted = user:nobody-of-this-name", "restricted: expected all, tcp, user:NAME or group:NAME of"),
    ("client-rate = -1", "client-rate: expected 0 to 1000000000, found '-1'"),
    ("decode = slow", "decode: expected one of exact, fast, found 'slow'"),
    ("protocol = pdq", "protocol: expected one of full, cli512, both, found 'pdq'"),
    ("variants = all", "variants: expected one of none, standard, thorough, found 'all'"),
    ("socket-mode=888", "socket-mode: expected three octal digits such as 660, found '888'"),
    ("label-map =", "label-map: expected a path, found nothing"),
    ("nonsense", "line: expected key = value, found no equals sign"),
  ])
  func whatIsWrongIsNamedByItsLine(line: String, message: String) throws {
    let scratch = try TemporaryFolder()
    let config = try scratch.file("matchd.conf", "# settings\nindex = x\nsocket = y\n\(line)\n")
    for options in [[], ["--check-config"]] {
      let outcome = try Program.run(["serve", "--config", config.path] + options)
      #expect(outcome.status == 78 && outcome.errorLines.count == 1)
      #expect(outcome.errors.contains("matchd.conf: line 4: \(message)"), "\(outcome.errors)")
    }
  }

  @Test func commentsStandBehindValuesAndLineEndsMayBeTwoBytes() throws {
    let scratch = try TemporaryFolder()
    let config = try scratch.file(
      "matchd.conf",
      "  # all of it\r\nindex = x#1 # one\r\n\tsocket=y\r\nallow-folder = /a\r\nallow-folder = /b # two\r\n"
        + "restricted = user:root\nrestricted = group:7\nrestricted = tcp\n")
    let outcome = try Program.run(["serve", "--config", config.path, "--print-config"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let settings = outcome.settings
    #expect(settings["index"] == [.init(value: "x#1", origin: "line 2")])
    #expect(settings["socket"] == [.init(value: "y", origin: "line 3")])
    #expect(settings["allow-folder"]?.map(\.value) == ["/a", "/b"])
    #expect(settings["restricted"]?.map(\.value) == ["user:0", "group:7", "tcp"])
  }

  @Test func whatHoldsIsPrintedWithWhereItComesFrom() throws {
    let scratch = try TemporaryFolder()
    let config = try scratch.file("matchd.conf", "index = x\nsocket = y\nlimit-threshold = 40\nworkers = 3\n")
    let outcome = try Program.run([
      "serve", "--config", config.path, "--store", "lists", "--decode-memory", "64", "--print-config",
    ])
    let settings = outcome.settings
    #expect(settings["index"] == [.init(value: nil, origin: "not set")])
    #expect(settings["store"] == [.init(value: "lists", origin: "command line")])
    #expect(settings["workers"] == [.init(value: "3", origin: "line 4")])
    #expect(settings["decode-memory"] == [.init(value: "64", origin: "command line")])
    #expect(settings["near-threshold"] == [.init(value: "40", origin: "default")])
    let threshold = outcome.lines.first { $0.hasPrefix("threshold = 31 ") }
    #expect(threshold?.hasSuffix("do not say otherwise (bits, 0 to 256; default)") == true)
  }

  /// A configuration can be begun with what is printed.
  @Test func whatIsPrintedMeansTheSameAgain() throws {
    let scratch = try TemporaryFolder()
    let options = [
      "--index", "x", "--socket", "y", "--listen", "127.0.0.1:7777", "--socket-mode", "600", "--protocol",
      "both", "--no-isolation",
    ]
    let first = try Program.run(["serve", "--print-config"] + options)
    let config = try scratch.file("matchd.conf", first.output)
    let second = try Program.run(["serve", "--print-config", "--config", config.path])
    #expect(first.status == 0 && second.status == 0, "\(second.errors)")
    #expect(second.settings.mapValues { $0.map(\.value) } == first.settings.mapValues { $0.map(\.value) })
    #expect(first.settings["listen"]?.first?.value == "127.0.0.1:7777")
  }

  @Test func everySettingIsDocumented() throws {
    let printed = try Program.run(["serve", "--print-config", "--index", "x", "--socket", "y"]).settings
    let page = try String(contentsOf: Repository.root.appending(path: "docs/operations.md"), encoding: .utf8)
    let rows = page.split(separator: "\n").filter { $0.hasPrefix("|") }.map { $0.split(separator: "|")[0] }
    let documented = Set(rows.flatMap { $0.matches(of: /`([a-z-]+)`/).map { String($0.1) } })
    #expect(printed.count > 25 && Set(printed.keys).subtracting(documented) == [])
  }

  @Test func theConfigurationThatIsInstalledIsRight() throws {
    let config = Repository.root.appending(path: "packaging/matchd.conf").path
    let outcome = try Program.run(["serve", "--config", config, "--check-config"])
    #expect(outcome.status == 0, "\(outcome.errors)")
  }

  @Test func checkingStartsNothing() throws {
    let scratch = try TemporaryFolder()
    let map = try scratch.file("labels", "no tab here\n")
    let text = "index = missing\nsocket = \(scratch.path("s"))\n"
    let config = try scratch.file("matchd.conf", text)
    let right = try Program.run(["serve", "--config", config.path, "--check-config"])
    #expect(right.status == 0 && right.output == "" && right.errorLines.count == 1)
    let wrong = try scratch.file("wrong.conf", text + "label-map = \(map.path)\n")
    let outcome = try Program.run(["serve", "--config", wrong.path, "--check-config"])
    #expect(outcome.status == 78 && outcome.errors.contains("line 1: expected a label"), "\(outcome.errors)")
    #expect(try Program.run(["serve", "--config", scratch.path("missing"), "--check-config"]).status == 78)
  }

  @Test func aReloadTakesUpWhatItCanAndNamesTheRest() throws {
    let scratch = try TemporaryFolder()
    let (index, admin) = (try scratch.demoIndex(), scratch.path("admin.sock"))
    let socket = scratch.path("matchd.sock")
    func configure(_ lines: String) throws -> URL {
      try scratch.file(
        "matchd.conf", "index = \(index)\nsocket = \(socket)\nadmin-socket = \(admin)\n\(lines)")
    }
    let config = try configure("workers = 1\n")
    let daemon = try RunningDaemon(["--config", config.path], in: scratch)
    #expect(try Self.threshold(socket) == 31)

    _ = try configure("workers = 2\nthreshold = 12\n")
    let reload = try Program.run(["reload", "--socket", admin])
    #expect(reload.status == 0 && reload.output.contains("needs_restart=workers"), "\(reload.errors)")
    #expect(try Self.threshold(socket) == 12)

    _ = try configure("workers = 1\nthreshold = twelve\n")
    let refused = try Program.run(["reload", "--socket", admin])
    #expect(refused.status == 2 && refused.errors.contains("line 5: threshold: expected 0 to 256"))
    #expect(try Self.threshold(socket) == 12)

    _ = try configure("workers = 1\nthreshold = 7\n")
    daemon.send(SIGHUP)
    #expect(try eventually { try Self.threshold(socket) == 7 })
    #expect(try daemon.end(with: SIGTERM) == 0)
  }

  /// The threshold that a request gets that says none.
  private static func threshold(_ socket: String) throws -> Int? {
    let known = "4739f399aa1c9c2755eb99c68a059639f7ba61f04063945b9fdc8ee080626f9a"
    return try Program.run(["lookup", "--socket", socket], input: known + "\n").objects[0]["threshold"]
      as? Int
  }

  @Test func theLogMayBeJSON() throws {
    let scratch = try TemporaryFolder()
    let log = try scratch.file("log", "")
    let config = try scratch.file("matchd.conf", "log-format = json\n")
    let daemon = try RunningDaemon(
      ["--index", try scratch.demoIndex(), "--config", config.path], in: scratch,
      standardError: try FileHandle(forWritingTo: log))
    #expect(try daemon.end(with: SIGTERM) == 0)
    let lines = try String(contentsOf: log, encoding: .utf8).split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    #expect(lines.map { $0["message"] as? String }.contains("listening"))
    let opened = try #require(lines.first { $0["message"] as? String == "index opened" })
    #expect((opened["facts"] as? [String: String])?["entries"] == "40")
    #expect(opened["level"] as? String == "info" && opened["logger"] as? String == "matchd")
  }
}

private struct PrintedSetting: Equatable {
  /// `nil` where it is not set.
  let value: String?
  let origin: String
}

extension Program.Outcome {
  /// What `--print-config` says of each key.
  fileprivate var settings: [String: [PrintedSetting]] {
    var settings: [String: [PrintedSetting]] = [:]
    for line in lines {
      guard let parts = line.wholeMatch(of: /(# )?([a-z-]+) = ?(.*?) +# .*; ([^;]+)\)/) else {
        Issue.record("no line of a configuration: \(line)")
        continue
      }
      let value = parts.1 == nil ? String(parts.3) : nil
      settings[String(parts.2), default: []].append(PrintedSetting(value: value, origin: String(parts.4)))
    }
    return settings
  }
}
