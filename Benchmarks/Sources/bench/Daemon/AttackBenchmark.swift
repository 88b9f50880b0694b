import ArgumentParser
import CBenchLoad
import Foundation
import HashCore
import Matcher

/// Bad neighbours of many kinds, each beside a good client that asks one thing at a time: what that one sees.
struct AttackBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attacks", abstract: "What a good client of the daemon sees beside bad ones.")

  @Option(help: "The matchd binary, built for release.") var binary = "../.build/release/matchd"
  @Option(help: "Entries of the list.") var count = 1_000_000
  @Option(help: "How long each attack lasts, in seconds.") var seconds = 6.0
  @Option(help: "Only attacks whose name holds this.") var only = ""
  @Flag(help: "A small list and a short time, for a quick check of answers.") var smoke = false

  func run() throws {
    let list = try HashList(
      .uniform, count: smoke ? 20_000 : count, queryCount: 10_000, tables: .ringAndBK)
    let daemon = try DaemonProcess(binary: binary, index: list.indexPath, in: list.folder)
    defer { withExtendedLifetime(list) {} }
    let client = try GoodClient(daemon, list.queries[0])
    var table = MarkdownTable(
      "beside", "PING p50 ms", "p99", "most", "LOOKUP p50 ms", "p99", "by the server p50", "p99",
      "SCAN p50 ms", "most", "daemon MB")
    let picture = TestPicture(.baseline, width: 4000, height: 3000).bytes
    for attack in Attack.all(queries: list.queries, picture: picture) where attack.isNamed(only) {
      let seen = client.watch(attack, daemon, seconds: smoke ? 0.8 : seconds)
      table.rows.append([attack.name] + seen.cells + ["\(daemon.residentByteCount >> 20)"])
      seen.checkBounds(attack, slack: smoke ? .infinity : 1)
      check(daemon.isAlive, "\(attack.name): the daemon ended")
    }
    print(table.text)
  }
}

extension Attack {
  fileprivate func isNamed(_ part: String) -> Bool { part.isEmpty || name.contains(part) }
}

/// Asks PING, LOOKUP and SCAN in turn, each on a connection of its own, and knows the answers.
private struct GoodClient {
  private let daemon: DaemonProcess
  private let lookUp: [UInt8]
  private let scan: [UInt8]
  private let answers: (lookUp: String, scan: String)

  init(_ daemon: DaemonProcess, _ query: PDQHash) throws {
    self.daemon = daemon
    lookUp = Array("LOOKUP \(query)\n".utf8)
    let picture = TestPicture(.baseline, width: 320, height: 240).bytes
    scan = Array("SCAN bytes=\(picture.count)\n".utf8) + picture
    let client = RawClient(daemon.socket)
    answers = (Self.answer(client?.ask(lookUp)?.reply), Self.answer(client?.ask(scan)?.reply))
    check(!answers.lookUp.isEmpty && answers.scan.contains(" pdq="), "the daemon does not answer")
  }

  /// A reply without what differs from time to time.
  private static func answer(_ reply: String?) -> String {
    (reply ?? "").split(separator: " ").filter { !$0.hasPrefix("us=") }.joined(separator: " ")
  }

  func watch(_ attack: Attack, _ daemon: DaemonProcess, seconds: Double) -> Seen {
    let seen = withExtendedLifetime(attack.floods.map { RunningFlood(daemon.socket, $0) }) {
      usleep(200_000)
      return ask(for: seconds)
    }
    usleep(200_000)
    return seen
  }

  private func ask(for seconds: Double) -> Seen {
    var seen = Seen()
    guard let client = RawClient(daemon.socket), let scanner = RawClient(daemon.socket) else { return seen }
    let end = Date.now.addingTimeInterval(seconds)
    var round = 0
    while Date.now < end {
      guard let pong = client.ask(Array("PING\n".utf8)), let found = client.ask(lookUp) else { return seen }
      check(pong.reply == "PONG\n" && Self.answer(found.reply) == answers.lookUp, "\(found.reply)")
      seen.ping.append(pong.seconds)
      seen.lookUp.append(found.seconds)
      if let us = found.reply.split(separator: " us=").last.flatMap({ Double($0.dropLast()) }) {
        seen.server.append(us * 1e-6)
      }
      // One in sixteen, so that this client is no flood itself.
      if round % 16 == 0 {
        guard let judged = scanner.ask(scan) else { return seen }
        seen.add(judged, isRight: Self.answer(judged.reply) == answers.scan)
      }
      round += 1
      usleep(1000)
    }
    return seen
  }
}

/// What the good client saw.
private struct Seen {
  var ping: [Double] = []
  var lookUp: [Double] = []
  /// The look-up from its arrival to its reply.
  var server: [Double] = []
  var scan: [Double] = []
  /// Refusals to scan, for want of room.
  var busyCount = 0

  mutating func add(_ judged: (reply: String, seconds: Double), isRight: Bool) {
    if judged.reply.hasPrefix("ERR BUSY") {
      busyCount += 1
    } else {
      check(isRight, "\(judged.reply)")
      scan.append(judged.seconds)
    }
  }

  var cells: [String] {
    [
      ping.part(0.5), ping.part(0.99), ping.part(1), lookUp.part(0.5), lookUp.part(0.99), server.part(0.5),
      server.part(0.99), scan.part(0.5), scan.part(1),
    ]
  }

  /// - Parameter slack: how many times longer it may take; infinite where answers alone are looked at.
  func checkBounds(_ attack: Attack, slack: Double) {
    let name = attack.name
    check(!ping.isEmpty, "\(name): PING was not answered")
    check(ping.at(0.5) <= 0.005 * slack, "\(name): PING took \(ping.part(0.5)) ms, expected at most 5")
    check(
      lookUp.at(0.5) <= 0.020 * slack, "\(name): LOOKUP took \(lookUp.part(0.5)) ms, expected at most 20")
    check(!scan.isEmpty || busyCount > 0, "\(name): SCAN was not answered")
  }
}

extension [Double] {
  /// The element below which so large a part of all are; NaN without any.
  fileprivate func at(_ part: Double) -> Double {
    guard !isEmpty else { return .nan }
    return sorted()[Swift.min(count - 1, Int(Double(count) * part))]
  }

  /// The same in milliseconds, as text.
  fileprivate func part(_ part: Double) -> String { isEmpty ? "-" : (at(part) * 1e3).fixed(2) }
}
