import ArgumentParser
import MatchProtocol

struct HealthCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "health", abstract: "Ask a daemon whether it is ready; exit 2 if it is not.")

  @OptionGroup var daemon: SocketOption

  func run() throws {
    let fields = try ask(.control(.health), daemon.socket).fields
    warnOfLoss(in: fields)
    try printFields(of: fields)
  }
}
