import ArgumentParser
import MatchProtocol

struct ReloadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reload", abstract: "Have a daemon open its index anew, through its admin socket.",
    discussion: "Returns when the new index answers; exit 2 if it cannot be opened, and the old one stays.")

  @OptionGroup var daemon: SocketOption

  func run() throws {
    let fields = try ask(.control(.reload), daemon.socket, timeoutMilliseconds: -1).fields
    warnOfLoss(in: fields)
    try printFields(of: fields)
  }
}
