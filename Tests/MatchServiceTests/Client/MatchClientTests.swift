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
    #expect(text.hasSuffix("# TYPE matchd_picture_duration_seconds histogram\n"))
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
}
