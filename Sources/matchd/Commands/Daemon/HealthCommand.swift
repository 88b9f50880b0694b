import ArgumentParser
import MatchProtocol

struct HealthCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "health", abstract: "Ask a daemon whether it is ready; exit 2 if it is not.",
    discussion:
      "With --min-entries and --max-age also where its index is too small or too old, for monitoring.")

  @OptionGroup var daemon: SocketOption
  @Option(help: ArgumentHelp("How many entries its index has to have.", valueName: "count"))
  var minEntries: Int?
  @Option(help: ArgumentHelp("How old its index may be: 90s, 15m, 26h, 7d.", valueName: "age"))
  var maxAge: AgeArgument?

  func validate() throws {
    if let minEntries { try check("--min-entries", minEntries, in: 0...Int(Int32.max)) }
  }

  func run() throws {
    let fields = try ask(.control(.health), daemon.socket).fields
    warnOfLoss(in: fields)
    try printFields(of: fields)
    if let minEntries {
      try Self.demand(fields, "entries", "at least \(minEntries) entries") { $0 >= minEntries }
    }
    if let maxAge {
      try Self.demand(fields, "age_s", "an index of at most \(maxAge.seconds) s") { $0 <= maxAge.seconds }
    }
  }

  private static func demand(
    _ fields: [Field], _ key: String, _ expected: String, _ isRight: (Int) -> Bool
  ) throws(Failure) {
    let found = fields[key]
    guard let found, let number = Int(found), isRight(number) else {
      throw Failure("expected \(expected), found \(key)=\(found ?? "nothing")")
    }
  }
}
