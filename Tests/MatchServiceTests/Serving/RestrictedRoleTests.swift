import Foundation
import Glibc
import MatchProtocol
import TestSupport
import Testing

@testable import MatchService

/// Who may not learn what is listed is told a verdict, and nothing by which more could be felt for.
@Suite struct RestrictedRoleTests {
  private let server: RunningDaemon
  private let client: TestClient

  init() throws {
    let labels = try LabelMap(parsing: "scheme:a\tlocal:first,local:second\nscheme:b\tlocal:first\n")
    server = try RunningDaemon(lines: DemoList.lines) {
      $0.access.restricted = [.user(getuid())]
      $0.labels = labels
    }
    client = try server.connect()
  }

  @Test func aVerdictAndTheSitesLabelsAreTold() {
    let far = DemoList.query.flipping(200)
    #expect(
      client.ask("LOOKUP \(DemoList.query) \(far) md5:00112233445566778899aabbccddeeff pdq:zz #t\n") == [
        "ITEM i=0 verdict=known labels=local:first,local:second #t", "ITEM i=1 verdict=unknown #t",
        "ITEM i=2 verdict=known labels= #t",
        "ITEM i=3 error=BAD_HASH class=fix msg=expected%2064%20hexadecimal%20digits%2C%20found%202 #t",
        "OK n=4 known=2 unjudged=0 errors=1 #t",
      ])
    #expect(
      client.ask("LOOKUP \(DemoList.query) reply=json\n")[0]
        == "{\"i\":0,\"verdict\":\"known\",\"labels\":[\"local:first\",\"local:second\"]}")
  }

  @Test func ofAPictureNothingElseIsToldEither() {
    #expect(
      client.ask("SCAN bytes=5 name=a\nhello") == [
        "ITEM i=0 verdict=unjudged reason=unsupported_format name=a", "OK n=1 known=0 unjudged=1 errors=0",
      ])
  }

  @Test func theServerTellsThatItIsReadyAlone() throws {
    let hello = client.ask("HELLO matchd/1\n")[0]
    #expect(hello.contains(" role=restricted ") && !hello.contains("generation="))
    #expect(client.ask("HEALTH\n") == ["OK ready=yes"])
    #expect(client.ask("PING\n") == ["PONG"])
    let admin = try TestClient(server.adminSocketPath)
    #expect(admin.ask("HELLO matchd/1\n")[0].contains(" generation=812 role=admin "))
  }

  @Test(arguments: [
    "STATS", "STATS format=prometheus", "RELOAD", "LOOKUP md5:00 threshold=3", "LOOKUP md5:00 nearest=1",
    "LOOKUP md5:00 max_matches=1", "LOOKUP md5:00 engine=linear", "SCAN bytes=0 threshold=0",
    "SCAN bytes=0 near_threshold=0", "SCAN bytes=0 quality_min=0", "SCAN bytes=0 protocol=both",
    "SCAN path=/etc/hostname",
  ])
  func whatWouldTellMoreIsForbidden(request: String) {
    #expect(client.ask(request + "\n")[0].hasPrefix("ERR FORBIDDEN fix msg="))
    #expect(client.ask("PING\n") == ["PONG"])
  }

  @Test(arguments: [
    (ClientPattern.everyone, true), (.tcp, false), (.user(getuid() + 1), false), (.group(getgid()), true),
    (.group(4_000_000_000), false),
  ])
  func clientsAreToldApart(pattern: ClientPattern, isRestricted: Bool) throws {
    let server = try RunningDaemon(lines: DemoList.lines) { $0.access.restricted = [pattern] }
    let role = isRestricted ? "restricted" : "reader"
    #expect(try server.connect().ask("HELLO matchd/1\n")[0].contains(" role=\(role) "))
  }

  /// Anybody who does may be one that is named.
  @Test(arguments: [ClientPattern.tcp, .user(getuid() + 1), .group(4_000_000_000)])
  func whoCallsByTCPMayBeRestricted(pattern: ClientPattern) throws {
    let server = try RunningDaemon(lines: DemoList.lines) { $0.access.restricted = [pattern] }
    let client = try TestClient(port: try #require(server.daemon.port))
    #expect(client.ask("HELLO matchd/1\n")[0].contains(" role=restricted "))
  }

  @Test func aQuotaIsToldAndCounted() throws {
    let server = try RunningDaemon(lines: DemoList.lines) { $0.access.quota.perDay = 2 }
    let client = try server.connect()
    #expect(client.ask("LOOKUP md5:00 md5:01\n").last?.hasPrefix("OK n=2 ") == true)
    let refused = client.ask("SCAN bytes=5 #s\nhello")[0]
    #expect(refused.contains(/^ERR BUSY retry quota=day after_ms=86\d{6} msg=.* #s$/), "\(refused)")
    #expect(client.ask("PING\n") == ["PONG"])
    #expect(client.ask("STATS\n").contains("STAT quota_refusals_day 1"))
    #expect(try TestClient(server.adminSocketPath).ask("LOOKUP md5:00\n").last?.hasPrefix("OK n=1 ") == true)
  }
}
