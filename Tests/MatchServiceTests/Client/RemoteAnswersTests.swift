import Foundation
import MatchProtocol
import MatchService
import Platform
import TestSupport
import Testing

/// Look-ups and scans through a daemon, which another one may take the place of in between.
@Suite struct RemoteAnswersTests {
  /// A daemon on a socket whose path it does not choose, and the one after it.
  private final class Succession {
    private let folder: TemporaryFolder
    private let lines: [String]
    private(set) var daemon: RunningDaemon

    var socketPath: String { folder.path("s") }

    init(_ lines: [String]) throws {
      let folder = try TemporaryFolder()
      self.folder = folder
      self.lines = lines
      daemon = try RunningDaemon(lines: lines, waitsUntilReady: false) { $0.socketPath = folder.path("s") }
    }

    /// The daemon ends with requests unanswered, and another one begins, not ready at once.
    func replaceDaemon() {
      daemon.daemon.stop()
      #expect(daemon.waitForEnd() == nil)
      do {
        let path = socketPath
        daemon = try RunningDaemon(lines: lines, waitsUntilReady: false) { $0.socketPath = path }
      } catch {
        Issue.record(error)
      }
    }
  }

  @Test(arguments: [nil, 15]) func lookupsInBatchesAreNumberedThrough(replacedAfter: Int?) throws {
    let daemons = try Succession(DemoList.lines)
    var batches = (0..<30).map { batch in
      (0..<100).map { $0 == batch ? "pdq:\(DemoList.query)" : "md5:zz" }
    }
    batches.reverse()
    var items: [Item] = []
    let options = LookupOptions(search: SearchOptions(matchCountMax: 2))
    let next = {
      if batches.count == replacedAfter { daemons.replaceDaemon() }
      return batches.popLast()
    }
    RetryingClient(path: daemons.socketPath).lookup(options: options, next: next) { items.append($0) }
    #expect(items.map(\.index) == Array(0..<3000))
    for (number, item) in items.enumerated() {
      if case .known(let known) = item.outcome {
        #expect(number / 100 == number % 100)
        #expect(known.matches.count == 2 && known.more == 1)
      } else {
        #expect(number / 100 != number % 100)
      }
    }
  }

  @Test func queriesThatCannotBeAskedHaveAnErrorEach() throws {
    let folder = try TemporaryFolder()
    var batches = [["md5:zz"], ["md5:zz", "md5:zz"]]
    var items: [Item] = []
    RetryingClient(path: folder.path("s"), policy: RetryPolicy(duration: 50)).lookup(
      options: LookupOptions(), next: { batches.popLast() }, { items.append($0) })
    #expect(items.map(\.index) == [0, 1, 2])
    for item in items {
      guard case .failed(let error) = item.outcome else {
        Issue.record("expected an error, found \(item)")
        continue
      }
      #expect(error.code == "UNREACHABLE" && error.message.contains("expected a matchd that listens there"))
    }
  }

  @Test(arguments: [nil, 60]) func scansHandOverDescriptors(replacedAfter: Int?) throws {
    let daemons = try Succession(["sha1:aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d\thello\tdemo"])
    let folder = try TemporaryFolder()
    for number in 0..<200 {
      try folder.write(Array((number == 77 ? "hello" : "\(number)").utf8), to: "\(1000 + number)")
    }
    var files: [ScannedFile] = []
    let missing = Array("\(folder.path)/1000x".utf8)
    let walk = ScanWork(FolderWalk([folder.bytes, missing]))
    RetryingClient(path: daemons.socketPath).scan(walk, options: ScanOptions()) {
      files.append($0)
      if files.count == replacedAfter { daemons.replaceDaemon() }
      return true
    }
    #expect(files.count == 201)
    #expect(files.map(\.item.index) == Array(0..<201))
    #expect(
      files.map(\.path).filter { $0 != missing }
        == (0..<200).map { Array("\(folder.path)/\(1000 + $0)".utf8) })
    let known = files.filter { if case .known = $0.item.outcome { true } else { false } }
    #expect(known.map(\.path) == [Array("\(folder.path)/1077".utf8)])
    let failed = files.filter { if case .failed = $0.item.outcome { true } else { false } }
    #expect(failed.map(\.path) == [missing])
  }
}
