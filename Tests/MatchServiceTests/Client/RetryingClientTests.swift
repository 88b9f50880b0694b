import Foundation
import MatchProtocol
import MatchService
import Synchronization
import TestSupport
import Testing

@Suite struct RetryingClientTests {
  private let folder: TemporaryFolder
  private var path: String { folder.path("s") }
  private static let count = 100
  private static let all = (0..<count).map { "\($0)" }

  init() throws { folder = try TemporaryFolder() }

  /// Asks numbered requests; the answer to each, in the order they came in.
  private func ask(duration: UInt64 = 30_000, until stop: Int = .max) -> [String] {
    var numbers = Array((0..<Self.count).reversed())
    var answers: [String] = []
    let client = RetryingClient(
      path: path,
      policy: RetryPolicy(
        duration: duration, pauseMin: 2, pauseMax: 20, replyTimeout: 100, greetingTimeout: 100))
    client.pipeline(
      next: { numbers.popLast().map(Self.request) },
      { answer in
        answers.append(Self.word(answer))
        return answers.count < stop
      })
    return answers
  }

  private static func request(_ number: Int) -> MatchClient.Outgoing {
    MatchClient.Outgoing(.scan(ScanRequest(source: .path(Array("/\(number)".utf8)), keys: ScanKeys())))
  }

  private static func word(_ answer: Result<Reply, ClientError>) -> String {
    switch answer {
    case .success(let reply):
      switch reply.status {
      case .ok(let fields): fields["name"] ?? "?"
      case .pong: "PONG"
      case .failed(let failure): failure.code
      }
    case .failure(let error): "\(error)"
    }
  }

  /// The number that a request line asks for.
  private static func number(_ line: String) -> Int { Int(line.split(separator: "/").last ?? "") ?? -1 }

  private static func ok(_ line: String) -> ScriptedDaemon.Step { .reply("OK n=1 name=\(number(line))") }

  /// Counts calls, from 1.
  private final class Counter: Sendable {
    private let counts = Mutex<[String: Int]>([:])
    func next(_ key: String = "") -> Int {
      counts.withLock {
        $0[key, default: 0] += 1
        return $0[key]!
      }
    }
  }

  @Test func onlyWhatWasRefusedForNowIsAskedAgain() throws {
    let counter = Counter()
    let daemon = try ScriptedDaemon(path) { line in
      guard Self.number(line).isMultiple(of: 25), counter.next(line) < 3 else { return Self.ok(line) }
      return .reply("ERR BUSY retry after_ms=1 msg=later")
    }
    defer { daemon.stop() }
    #expect(ask() == Self.all)
    for (line, count) in daemon.heard { #expect(count == (Self.number(line).isMultiple(of: 25) ? 3 : 1)) }
  }

  @Test func otherRefusalsAreAnswers() throws {
    let daemon = try ScriptedDaemon(path) {
      Self.number($0) == 9 ? .reply("ERR BAD_REQUEST fix msg=no") : Self.ok($0)
    }
    defer { daemon.stop() }
    #expect(ask() == Self.all.map { $0 == "9" ? "BAD_REQUEST" : $0 })
    #expect(daemon.heard.values.allSatisfy { $0 == 1 })
  }

  @Test(arguments: ["", "ERR DRAINING retry msg=bye\n", "OK n="])
  func connectionsThatEndAreMadeAnew(lastWords: String) throws {
    let counter = Counter()
    let daemon = try ScriptedDaemon(path) {
      counter.next().isMultiple(of: 20) ? .end(lastWords) : Self.ok($0)
    }
    defer { daemon.stop() }
    #expect(ask() == Self.all)
  }

  @Test func aDaemonThatComesBackGoesOn() throws {
    let counter = Counter()
    let first = try ScriptedDaemon(path) { counter.next() == 30 ? .die : Self.ok($0) }
    let second = Mutex<ScriptedDaemon?>(nil)
    let path = path
    let successor = Thread {
      _ = eventually { !FileManager.default.fileExists(atPath: path) }
      second.withLock { $0 = try? ScriptedDaemon(path) { Self.ok($0) } }
    }
    successor.start()
    #expect(ask() == Self.all)
    first.stop()
    second.withLock { $0?.stop() }
  }

  @Test func aDaemonThatStaysAwayFailsWhatIsLeftInBoundedTime() throws {
    let counter = Counter()
    _ = try ScriptedDaemon(path) { counter.next() == 30 ? .die : Self.ok($0) }
    let start = ContinuousClock.now
    let answers = ask(duration: 200)
    #expect(ContinuousClock.now - start < .seconds(20))
    #expect(answers.count == Self.count)
    #expect(Array(answers.prefix(29)) == Array(Self.all.prefix(29)))
    #expect(answers.dropFirst(29).allSatisfy { $0.contains("expected a matchd that listens there") })
  }

  @Test(arguments: [true, false])
  func aDaemonThatSaysNothingIsNotWaitedForEachTime(stillGreets: Bool) throws {
    let counter = Counter()
    let isSilent = Mutex(false)
    let greets: @Sendable () -> Bool = { stillGreets || !isSilent.withLock { $0 } }
    let daemon = try ScriptedDaemon(path, greets: greets) {
      if counter.next() >= 30 { isSilent.withLock { $0 = true } }
      return isSilent.withLock { $0 } ? .silence : Self.ok($0)
    }
    defer { daemon.stop() }
    let start = ContinuousClock.now
    let answers = ask(duration: 300)
    // Were each of the forty that come after the outage to wait, it would take more than four seconds.
    #expect(ContinuousClock.now - start < .seconds(3))
    #expect(answers.count == Self.count)
    #expect(Array(answers.prefix(29)) == Array(Self.all.prefix(29)))
    #expect(answers.dropFirst(29).allSatisfy { $0 == "expected a reply within 100 ms, found none" })
  }

  @Test func aDaemonThatWasSilentForAWhileGoesOn() throws {
    let counter = Counter()
    let daemon = try ScriptedDaemon(path) { counter.next() == 30 ? .silence : Self.ok($0) }
    defer { daemon.stop() }
    #expect(ask() == Self.all)
  }

  @Test func aDaemonIsLeftAloneForAsLongAsItAsks() throws {
    let counter = Counter()
    let daemon = try ScriptedDaemon(path) {
      counter.next() == 30 ? .reply("ERR BUSY retry after_ms=700 msg=later") : Self.ok($0)
    }
    defer { daemon.stop() }
    let start = ContinuousClock.now
    #expect(ask() == Self.all)
    #expect(ContinuousClock.now - start >= .milliseconds(700))
  }

  @Test func oneRequestThatIsAlwaysRefusedHoldsUpNoOther() throws {
    let daemon = try ScriptedDaemon(path) {
      Self.number($0) == 3 ? .reply("ERR BUSY retry msg=later") : Self.ok($0)
    }
    defer { daemon.stop() }
    let answers = ask(duration: 200)
    #expect(answers[3].contains("BUSY"))
    #expect(answers.enumerated().filter { $0.offset != 3 }.allSatisfy { $0.element == Self.all[$0.offset] })
  }

  @Test func oneRequestThatEndsEveryConnectionIsFound() throws {
    let daemon = try ScriptedDaemon(path) { Self.number($0) == 7 ? .end("") : Self.ok($0) }
    defer { daemon.stop() }
    let answers = ask()
    #expect(answers[7] == "expected a reply, found the end of the connection")
    #expect(answers.enumerated().filter { $0.offset != 7 }.allSatisfy { $0.element == Self.all[$0.offset] })
    #expect(daemon.heard["SCAN path=/7", default: 0] <= 4)
  }

  @Test func whoeverAnswersOtherwiseIsNotAskedAgain() throws {
    let daemon = try ScriptedDaemon(path) { _ in .reply("220 mail.example ready") }
    defer { daemon.stop() }
    let answers = ask()
    #expect(answers.count == Self.count)
    #expect(answers.allSatisfy { $0.hasPrefix("expected a reply line of matchd") })
  }

  @Test func nothingIsAskedOnceNoMoreIsWanted() throws {
    let daemon = try ScriptedDaemon(path) { Self.ok($0) }
    defer { daemon.stop() }
    #expect(ask(until: 5) == Array(Self.all.prefix(5)))
  }
}
