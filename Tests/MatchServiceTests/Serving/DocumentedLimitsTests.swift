import Foundation
import HashCore
import MatchProtocol
import MatchService
import Matcher
import TestSupport
import Testing

/// The limits and defaults that documents state are those of the code.
@Suite struct DocumentedLimitsTests {
  private let rows: [String]

  init() throws {
    rows = try ["docs/protocol.md", "docs/operations.md"].flatMap { path in
      try String(contentsOf: Repository.root.appending(path: path), encoding: .utf8)
        .split(separator: "\n").filter { $0.hasPrefix("|") }.map(String.init)
    }
  }

  @Test func limitsAreThoseOfTheProtocol() {
    let limits = ProtocolLimits()
    expectRow("| `max_line` | \(grouped(limits.lineByteCountMax)) bytes")
    expectRow("| `max_batch` | \(grouped(limits.batchCountMax)) queries")
    expectRow("| `max_body` | \(grouped(limits.bodyByteCountMax)) bytes")
    expectRow("| `max_body_total` | \(grouped(limits.bodyByteCountTotalMax)) bytes")
    expectRow("| `max_inflight` | \(limits.inflightMax) requests")
    expectRow("| `threshold=`, `near_threshold=` of a request | at most \(limits.thresholdMax)")
    #expect(limits.nearestMax == limits.matchCountMax)
    expectRow("| `nearest=` and `max_matches=` of a request | at most \(grouped(limits.nearestMax))")
    let (byteCount, lineCount) = (limits.replyByteCountMax, limits.replyLineCountMax)
    expectRow("| items of one reply | \(grouped(byteCount)) bytes and \(grouped(lineCount)) lines")
    expectRow("| \(limits.thresholdMax), \(limits.nearestMax), \(limits.matchCountMax) |")
    expectRow("(`max_batch`) | \(limits.batchCountMax) |")
    expectRow("| \(byteCount), \(lineCount) |")
  }

  @Test func waitsAreThoseOfTheService() {
    let waits = ServiceTimeouts()
    expectRow("| idle connection | closed after \(waits.idle / 1000) s")
    expectRow("| client that does not read its replies | closed after \(waits.write / 1000) s")
    expectRow("a request waited \(waits.queue / 1000) s for its turn")
    expectRow("or not all of it in \(waits.wholeRequest / 1000) s")
    expectRow("a request waits for a worker for more than \(waits.health / 1000) s")
    expectRow("the look-up took \(waits.work / 1000) s")
    expectRow("the rest of a line, a body or a batch did not come for \(waits.request / 1000) s")
    expectRow("ends after at most \(waits.drain / 1000) s")
  }

  @Test func defaultsAreThoseOfTheOptions() {
    let (threshold, qualityMin) = (Threshold.standard.distanceMax, ScanOptions().qualityMin)
    let near = ScanOptions.standardNearThreshold.distanceMax
    let own = "| each list's own, else"
    expectRow("`threshold=` | largest distance that matches in all lists, 0 to 256 \(own) \(threshold) |")
    expectRow("not above the threshold \(own) \(near) |")
    let listed = (SearchOptions().matchCountMax, "1 to \(grouped(SearchKeys.matchCountRange.upperBound))")
    expectRow("`max_matches=` | entries in the answer, \(listed.1) | \(listed.0) |")
    expectRow("`nearest=` | list that many nearest entries whatever their distance, \(listed.1);")
    expectRow("`quality_min=` | lowest quality that is matched on, 0 to 100 | \(qualityMin) |")
  }

  @Test func theMemoryOfADecodeIsThatOfTheLimits() {
    let byteCount = DecodeLimits().decodeByteCountMax
    expectRow("| `decode-memory` | mebibytes that decoding one picture may take; each worker decodes one")
    expectRow(" at a time | \(byteCount >> 20) |")
  }

  private func expectRow(_ text: String) {
    let isStated = rows.contains { $0.contains(text) }
    #expect(isStated, "no table has \(text)")
  }

  /// With a space before each three digits, as documents write numbers.
  private func grouped(_ number: Int) -> String {
    number < 1000 ? "\(number)" : grouped(number / 1000) + " " + String("\(number % 1000 + 1000)".dropFirst())
  }
}
