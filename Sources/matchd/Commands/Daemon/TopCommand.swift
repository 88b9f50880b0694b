import ArgumentParser
import MatchProtocol
import MatchService
import Platform

struct TopCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "top", abstract: "Watch a daemon: rates, latencies, queue, verdicts, what went wrong.",
    discussion: """
      Asks STATS again and again and shows 80 columns and 24 lines, until it is interrupted. Where standard \
      output is no terminal the pictures of the screen follow each other, with an empty line between.
      """)

  @OptionGroup var daemon: SocketOption
  @Option(help: ArgumentHelp("Between two looks.", valueName: "seconds"))
  var interval = 1
  @Option(help: ArgumentHelp("Ends after so many looks (default: never).", valueName: "count"))
  var count: Int?

  func validate() throws {
    try check("--interval", interval, in: 1...3600)
    if let count { try check("--count", count, in: 1...1_000_000) }
  }

  func run() throws {
    var before: TopScreen.Snapshot?
    var shown = 0
    while shown < count ?? .max {
      if shown > 0 { Clock.sleep(milliseconds: UInt64(interval) * 1000) }
      let stats = try ask(.control(.stats(.lines)), daemon.socket).stats
      let now = TopScreen.Snapshot(
        values: Dictionary(stats.map { ($0.key, $0.value) }) { first, _ in first },
        milliseconds: Clock.milliseconds)
      try Self.show(TopScreen(now: now, before: before).lines, isFirst: shown == 0)
      before = now
      shown += 1
    }
  }

  private static func show(_ lines: [String], isFirst: Bool) throws {
    var output = OutputStream.standard
    // To the upper left corner, and nothing below what is shown.
    if Descriptor.standardOutput.isTerminal {
      try output.text("\u{1B}[H\u{1B}[2J")
    } else if !isFirst {
      try output.line("")
    }
    for line in lines { try output.line(PercentCoding.encode(line, .words)) }
    try output.flush()
  }
}
