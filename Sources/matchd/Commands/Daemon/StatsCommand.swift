import ArgumentParser
import Glibc
import MatchProtocol
import MatchService

struct StatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats", abstract: "Print a daemon's numbers: a key and a value per line.")

  @OptionGroup var daemon: SocketOption
  @Flag(help: "Prometheus' text format instead.")
  var prometheus = false

  func run() throws {
    var output = OutputStream.standard
    if prometheus {
      try output.text(try exposition())
    } else {
      for stat in try ask(.control(.stats(.lines)), daemon.socket).stats {
        try output.line("\(stat.key)\t\(stat.value)")
      }
    }
    try output.flush()
  }

  private func exposition() throws(Failure) -> String {
    do throws(ClientError) {
      let client = try MatchClient(connectingTo: daemon.socket, timeoutMilliseconds: promptTimeout)
      return String(decoding: try client.exposition(), as: UTF8.self)
    } catch {
      throw Failure("\(error)")
    }
  }
}
