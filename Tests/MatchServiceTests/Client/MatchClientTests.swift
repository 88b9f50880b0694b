import Foundation
import MatchProtocol
import MatchService
import Platform
import TestSupport
import Testing

@Suite struct MatchClientTests {
  @Test func verbsAreAnswered() throws {
    let server = try RunningDaemon(lines: DemoList.lines)
    let client = try MatchClient(connectingTo: server.socketPath)
    guard case .ok(let health) = try client.reply(to: .control(.health)).status else {
      Issue.record("expected OK")
      return
    }
    #expect(health["entries"] == "6")
    #expect(try client.reply(to: .control(.ping)).status == .pong)
    #expect(try client.reply(to: .control(.stats(.lines))).stats["index_generation"] == "812")
    let text = String(decoding: try client.exposition(), as: UTF8.self)
    #expect(text.hasSuffix("matchd_scan_duration_microseconds_count 0\n"))
    #expect(try client.reply(to: .control(.ping)).status == .pong)
  }

  @Test func refusalsAreErrors() throws {
    let server = try RunningDaemon()
    let client = try MatchClient(connectingTo: server.socketPath)
    do throws(ClientError) {
      _ = try client.reply(to: .control(.reload))
      Issue.record("RELOAD was accepted")
    } catch {
      guard case .refused(let failure) = error else {
        Issue.record("expected a refusal, found \(error)")
        return
      }
      #expect(failure.code == "FORBIDDEN")
    }
  }

  @Test func missingDaemonsAreNamed() throws {
    let folder = try TemporaryFolder()
    do throws(ClientError) {
      _ = try MatchClient(connectingTo: "\(folder.path)/s")
      Issue.record("somebody answered")
    } catch {
      #expect("\(error)".hasPrefix("\(folder.path)/s: expected a matchd that listens there"))
    }
  }

  @Test func lookupsInBatchesAreNumberedThrough() throws {
    let server = try RunningDaemon(lines: DemoList.lines)
    let client = try MatchClient(connectingTo: server.socketPath)
    var batches = (0..<30).map { batch in
      (0..<100).map { $0 == batch ? "pdq:\(DemoList.query)" : "md5:zz" }
    }
    batches.reverse()
    var items: [Item] = []
    let options = LookupOptions(search: SearchOptions(matchCountMax: 2))
    try client.lookup(options: options, next: { batches.popLast() }, { items.append($0) })
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

  @Test func scansHandOverDescriptors() throws {
    let server = try RunningDaemon(lines: ["sha1:aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d\thello\tdemo"])
    let folder = try TemporaryFolder()
    for number in 0..<200 {
      try folder.write(Array((number == 77 ? "hello" : "\(number)").utf8), to: "\(1000 + number)")
    }
    let client = try MatchClient(connectingTo: server.socketPath)
    var files: [ScannedFile] = []
    let missing = Array("\(folder.path)/1000x".utf8)
    let walk = FolderWalk([folder.bytes, missing])
    try client.scan(walk, options: ScanOptions()) {
      files.append($0)
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
