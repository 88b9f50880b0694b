import Foundation
import ListFormats
import TestSupport
import Testing

@Suite struct SourceTimeTests {
  @Test(arguments: [
    ("2024-01-31", 1_706_659_200), ("2024-01-31T10:20:30Z", 1_706_696_430),
    ("2024-01-31T10:20:30", 1_706_696_430), ("2024-01-31 10:20", 1_706_696_400),
    ("2024-01-31T10:20:30.999Z", 1_706_696_430), ("2024-01-31T12:20:30+02:00", 1_706_696_430),
    ("2024-01-31T05:50:30-0430", 1_706_696_430), ("1969-12-31T23:59:59Z", -1), ("0", 0),
    ("1706696430", 1_706_696_430), ("1706696430500", 1_706_696_430), ("/Date(1706696430500)/", 1_706_696_430),
    ("/Date(1706696430000+0200)/", 1_706_696_430), ("/Date(-1)/", -1), ("2024-02-29", 1_709_164_800),
  ]) func formsThatAreRead(text: String, seconds: Int) {
    #expect(SourceTime(text)?.seconds == seconds)
  }

  @Test(arguments: [
    "", "yesterday", "2023-02-29", "2024-13-01", "2024-00-01", "2024-01-32", "2024-1-1", "2024-01-31T",
    "2024-01-31T25:00:00Z", "2024-01-31T10:20:30Zz", "2024-01-31T10:20:30+25:00", "/Date(x)/", "31/01/2024",
    "-9223372036854775808", "9223372036854775807", "/Date(-9223372036854775808)/",
  ]) func otherTextsAreNone(text: String) { #expect(SourceTime(text) == nil) }

  /// Foundation's calendar is the judge.
  @Test func theTextIsReadAgain() throws {
    let formatter = ISO8601DateFormatter()
    var numbers = SeededGenerator(seed: 14)
    for _ in 0..<2000 {
      let time = SourceTime(seconds: numbers.below(8_000_000_000) - 2_000_000_000)
      #expect(time.text == formatter.string(from: Date(timeIntervalSince1970: Double(time.seconds))))
      #expect(SourceTime(time.text) == time)
    }
  }
}
