import ContentDigests
import Foundation
import HashCore
import MatchService
import TestSupport
import Testing

@Suite struct VerbTests {
  let server: RunningDaemon
  let client: TestClient

  init() throws {
    server = try RunningDaemon(lines: DemoList.lines)
    client = try server.connect()
  }

  @Test func helloTellsLimitsAndFeatures() {
    #expect(
      client.ask("HELLO matchd/1 client=test #h\n") == [
        "OK server=matchd/1.2.3 proto=1 generation=812 role=reader max_line=65536 max_batch=10000 "
          + "max_body=67108864 max_body_total=268435456 max_inflight=64 "
          + "features=md5,sha1,sha256,pdq,jpeg,png,webp,gif,bmp,ico,bytes,fd #h"
      ])
  }

  @Test func pingPongs() { #expect(client.ask("PING #a\r\n") == ["PONG #a"]) }

  @Test func lookupGivesOneItemPerQueryInOrder() {
    let lines = client.ask(
      "LOOKUP pdq:\(DemoList.query) md5:00112233445566778899AABBCCDDEEFF pdq:zz sha512:00 "
        + "\(DemoList.query.flipping(200)) #t\n"
    )
    #expect(lines.count == 8)
    #expect(
      lines[0] == "ITEM i=0 verdict=known grade=strong distance=6 threshold=31 method=pdq "
        + "orientation=original background=ignored list=demo entry=demo-17 labels=scheme:a,scheme:b "
        + "state=confirmed #t")
    #expect(
      lines[1] == "ALSO i=0 grade=near distance=20 threshold=31 method=pdq orientation=original "
        + "background=ignored list=demo entry=demo-3 labels= state=confirmed #t")
    #expect(lines[2].contains("list=second entry=other%201"))
    #expect(
      lines[3] == "ITEM i=1 verdict=known grade=exact method=md5 list=demo entry=demo-40 labels= "
        + "state=confirmed #t")
    #expect(
      lines[4]
        == "ITEM i=2 error=BAD_HASH class=fix msg=expected%2064%20hexadecimal%20digits%2C%20found%202 #t")
    #expect(lines[5].hasPrefix("ITEM i=3 error=UNSUPPORTED_TYPE class=fix msg="))
    #expect(lines[6] == "ITEM i=4 verdict=unknown #t")
    #expect(lines[7].hasPrefix("OK n=5 known=2 unjudged=0 errors=2 generation=812 us="))
  }

  @Test func lookupKeysHold() {
    let more = client.ask("LOOKUP \(DemoList.query) max_matches=1\n")
    #expect(more.count == 2 && more[0].hasSuffix(" more=2"))
    #expect(client.ask("LOOKUP \(DemoList.query) threshold=32\n").count == 5)
    #expect(client.ask("LOOKUP \(DemoList.query) threshold=5\n")[0] == "ITEM i=0 verdict=unknown")
    for engine in ["auto", "bk", "linear"] {
      #expect(client.ask("LOOKUP \(DemoList.query) engine=\(engine)\n").count == 4)
    }
  }

  @Test func nearestListsEntriesWhateverTheirDistance() {
    let unknown = client.ask("LOOKUP \(DemoList.query) threshold=5 nearest=2\n")
    #expect(unknown.count == 4)
    #expect(unknown[0] == "ITEM i=0 verdict=unknown")
    #expect(unknown[1].hasPrefix("ALSO i=0 distance=6 method=pdq"))
    let known = client.ask("LOOKUP \(DemoList.query) nearest=4\n")
    #expect(known.count == 5)
    #expect(known[0].hasPrefix("ITEM i=0 verdict=known grade=strong distance=6"))
    #expect(!known[0].contains("more="))
    #expect(known[3].hasPrefix("ALSO i=0 distance=32 "))
    #expect(client.ask("LOOKUP \(DemoList.query) nearest=1\n")[0].hasSuffix("more=2"))
  }

  @Test func batchesAreLookupsWithTheirQueriesBelow() {
    let batch = "LOOKUP n=3 #r7\npdq:\(DemoList.query)\nmd5:00112233445566778899aabbccddeef0\r\npdq:zz\n"
    let lines = client.ask(batch)
    #expect(lines.count == 6)
    #expect(lines[3] == "ITEM i=1 verdict=unknown #r7")
    #expect(lines[5].hasPrefix("OK n=3 known=1 unjudged=0 errors=1 generation=812 us="))
    let known = client.ask(batch.replacingOccurrences(of: " #r7", with: " reply=known"))
    #expect(known.count == 5)
    #expect(known[3].hasPrefix("ITEM i=2 error=BAD_HASH"))
    #expect(known[4].hasPrefix("OK n=3 known=1"))
    #expect(client.ask("LOOKUP n=0\n")[0].hasPrefix("OK n=0 known=0"))
  }

  /// The last line stays what it is; all before it are objects, each on one line.
  @Test func itemsMayBeObjects() throws {
    let batch =
      "LOOKUP n=3 reply=json #r7\npdq:\(DemoList.query)\nmd5:00112233445566778899aabbccddeef0\npdq:zz\n"
    let lines = client.ask(batch)
    #expect(lines.count == 4 && lines[3].hasPrefix("OK n=3 known=1 unjudged=0 errors=1 "))
    let items = try lines.dropLast().map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any], "\($0)")
    }
    #expect(items.map { $0["i"] as? Int } == [0, 1, 2] && items.allSatisfy { $0["tag"] as? String == "r7" })
    #expect(items[0]["entry"] as? String == "demo-17" && items[0]["distance"] as? Int == 6)
    let matches = try #require(items[0]["matches"] as? [[String: Any]])
    #expect(matches.map { $0["entry"] as? String } == ["demo-17", "demo-3", "other 1"])
    #expect(items[1]["verdict"] as? String == "unknown")
    #expect((items[2]["error"] as? [String: String])?["code"] == "BAD_HASH")

    let known = client.ask(batch.replacing("reply=json #r7", with: "reply=known,json"))
    #expect(known.count == 3 && known[0].hasPrefix("{\"i\":0,") && known[1].hasPrefix("{\"i\":2,"))
    let scan = client.ask("SCAN bytes=5 name=a%20b reply=json\nhello")
    #expect(scan.count == 2 && scan[0].hasPrefix("{\"i\":0,\"verdict\":\"unjudged\","))
    #expect(scan[0].hasSuffix(",\"name\":\"a b\"}"))
  }

  @Test func tenThousandQueriesAreOneBatch() {
    var text = "LOOKUP n=10000\n"
    for number in 0..<10_000 { text += number % 100 == 0 ? "\(DemoList.query)\n" : "md5:\(hex(number))\n" }
    let lines = client.ask(text)
    #expect(lines.count == 10_000 + 2 * 100 + 1)
    #expect(lines.last?.hasPrefix("OK n=10000 known=100 unjudged=0 errors=0") == true)
  }

  @Test func scanOfSomethingElseIsUnjudged() {
    let lines = client.ask("SCAN bytes=5 name=a%20b #s\nhello")
    #expect(lines.count == 2)
    #expect(lines[0].hasPrefix("ITEM i=0 verdict=unjudged reason=unsupported_format detail="))
    #expect(lines[0].contains(" sha256=2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"))
    #expect(lines[0].hasSuffix("name=a%20b #s"))
    #expect(lines[1].hasPrefix("OK n=1 known=0 unjudged=1 errors=0 generation=812 us="))
    #expect(client.ask("SCAN bytes=0\n")[0].hasPrefix("ITEM i=0 verdict=unjudged reason=undecodable"))
  }

  @Test func scanReadsDescriptorsFromTheirStart() throws {
    try server.folder.write(Array("hello".utf8), to: "file")
    let file = open("\(server.folder.path)/file", O_RDONLY)
    defer { close(file) }
    lseek(file, 3, SEEK_SET)
    client.send("SCAN fd #1\n", with: file)
    #expect(
      client.reply()[0].contains("sha256=2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"))
    client.send("PING\nSCAN fd #2\nPING\n", with: file)
    #expect(client.reply() == ["PONG"])
    #expect(client.reply().count == 2)
    #expect(client.reply() == ["PONG"])
  }

  @Test func healthTellsTheIndex() {
    let lines = client.ask("HEALTH\n")
    #expect(lines.count == 1)
    #expect(lines[0].hasPrefix("OK ready=yes generation=812 age_s="))
    #expect(lines[0].hasSuffix(" entries=6 lists=demo:4,second:2 decode=exact isolation=off"))
  }

  @Test func statsHaveStableKeys() throws {
    _ = client.ask("LOOKUP pdq:\(DemoList.query) pdq:zz\n")
    let lines = client.ask("STATS #s\n")
    #expect(lines.last == "OK #s")
    let stats = Dictionary(
      uniqueKeysWithValues: lines.dropLast().map { line in
        let words = line.split(separator: " ").map(String.init)
        return (words[1], words[2])
      })
    #expect(stats["index_entries"] == "6")
    #expect(stats["items_known"] == "1")
    #expect(stats["items_error"] == "1")
    #expect(stats["requests_lookup"] == "1")
    #expect(stats["version"] == "1.2.3")
  }

  @Test func prometheusTextIsACountedBody() throws {
    let lines = client.ask("STATS format=prometheus\n")
    let byteCount = try #require(Int(lines[0].split(separator: "=").last ?? ""))
    let body = try #require(client.bytes(byteCount))
    let text = String(decoding: body, as: UTF8.self)
    #expect(text.contains("matchd_info{version=\"1.2.3\",as_of=\"\"} 1\n"))
    #expect(text.contains("# TYPE matchd_requests_total counter\nmatchd_requests_total{verb=\"hello\"} 0\n"))
    #expect(text.contains("# TYPE matchd_scan_duration_seconds histogram\n"))
    #expect(text.contains("matchd_scan_duration_seconds_bucket{le=\"+Inf\"} 0\n"))
    #expect(client.ask("PING\n") == ["PONG"])
  }

  @Test func everyFileSeenIsAccountedFor() throws {
    _ = client.ask("SCAN bytes=5\nhello")
    _ = client.ask("SCAN bytes=0\n")
    _ = client.ask("LOOKUP \(DemoList.query)\n")
    let counts = Dictionary(
      uniqueKeysWithValues: client.ask("STATS\n").dropLast().map { line in
        let words = line.split(separator: " ")
        return (String(words[1]), String(words[2]))
      })
    #expect(counts["files_seen"] == "2" && counts["files_unjudged"] == "2" && counts["files_known"] == "0")
    #expect(counts["items_known"] == "1" && counts["matches_demo_strong"] == "1")
    #expect(counts["list_entries_demo"] == "4" && counts["list_entries_second"] == "2")
    #expect(counts["picture_duration_microseconds_count_none"] == "2")
    #expect(counts["exposures_avoided"] == "0")
  }

  @Test func quitAnswersAndCloses() {
    client.send("PING #1\nQUIT #2\nPING #3\n")
    #expect(client.reply() == ["PONG #1"])
    #expect(client.reply() == ["OK #2"])
    #expect(client.isEnded)
  }

  @Test func reloadIsTheAdminSocketsBusiness() throws {
    #expect(client.ask("RELOAD #r\n")[0].hasPrefix("ERR FORBIDDEN fix msg="))
    let admin = try TestClient(server.adminSocketPath)
    #expect(admin.ask("HELLO matchd/1\n")[0].contains("role=admin"))
    try RunningDaemon.writeIndex([DemoList.lines[1]], to: server.indexPath, generation: 813)
    #expect(
      admin.ask("RELOAD #r\n")
        == ["OK generation=813 entries=1 entries_before=6 warning=lost_more_than_half #r"])
    #expect(
      client.ask("LOOKUP \(DemoList.query)\n")[1].contains("known=1 unjudged=0 errors=0 generation=813"))
    try server.folder.write([1, 2, 3], to: "broken")
    rename("\(server.folder.path)/broken", server.indexPath)
    #expect(admin.ask("RELOAD\n")[0].hasPrefix("ERR INTERNAL fatal id=1 msg="))
    #expect(client.ask("HEALTH\n")[0].contains("generation=813"))
  }

  /// Also after the same index was opened once more; not once it has its entries again.
  @Test func healthTellsOfLostEntries() throws {
    let admin = try TestClient(server.adminSocketPath)
    try RunningDaemon.writeIndex(Array(DemoList.lines.prefix(3)), to: server.indexPath, generation: 813)
    let half = admin.ask("RELOAD\n")[0]
    #expect(half.contains(" entries_before=6") && !half.contains("warning="))
    try RunningDaemon.writeIndex([DemoList.lines[1]], to: server.indexPath, generation: 814)
    for _ in 0..<2 {
      #expect(admin.ask("RELOAD\n")[0].hasSuffix("entries=1 entries_before=3 warning=lost_more_than_half"))
      #expect(client.ask("HEALTH\n")[0].hasSuffix(" entries_before=3 warning=lost_more_than_half"))
    }
    try RunningDaemon.writeIndex(DemoList.lines, to: server.indexPath, generation: 815)
    _ = admin.ask("RELOAD\n")
    #expect(!client.ask("HEALTH\n")[0].contains("warning="))
  }

  /// A file too large to be decoded is known by its digest all the same.
  @Test func scanDigestsFilesOfAnySize() throws {
    let bytes = [UInt8](repeating: 7, count: 3_000_000)
    let server = try RunningDaemon(lines: DemoList.lines) {
      $0.limits.bodyByteCountMax = 1_000_000
    }
    let client = try server.connect()
    try server.folder.write(bytes, to: "video")
    let file = open("\(server.folder.path)/video", O_RDONLY)
    defer { close(file) }
    client.send("SCAN fd\n", with: file)
    let digest = ContentDigest(.sha256, of: bytes.span.bytes)
    #expect(client.reply()[0].hasPrefix("ITEM i=0 verdict=unjudged reason=too_large"))
    client.send("SCAN fd\n", with: file)
    #expect(client.reply()[0].contains("sha256=\(digest.hex)"))
    try RunningDaemon.writeIndex(["sha256:\(digest.hex)"], to: server.indexPath, generation: 2)
    _ = try TestClient(server.adminSocketPath).ask("RELOAD\n")
    client.send("SCAN fd\n", with: file)
    #expect(client.reply()[0].hasPrefix("ITEM i=0 verdict=known grade=exact"))
  }

  @Test func tcpSpeaksTheSame() throws {
    let client = try TestClient(port: try #require(server.daemon.port))
    #expect(client.ask("PING\n") == ["PONG"])
    #expect(client.ask("LOOKUP \(DemoList.query)\n").count == 4)
    client.send("QUIT\n")
    #expect(client.reply() == ["OK"])
    #expect(client.isEnded)
  }

  private func hex(_ number: Int) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 32 - digits.count) + digits
  }
}
