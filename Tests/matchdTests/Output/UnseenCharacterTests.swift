import Foundation
import MatchProtocol
import TestSupport
import Testing

@testable import matchd

/// A name that a terminal would write from right to left, or with a part that it does not show.
@Suite struct UnseenCharacterTests {
  private static let name = "a\u{202E}gpj\u{200B}.txt"

  private static let row = ScanRow(
    index: 0, path: PercentCoding.encode(name, .path),
    item: Item(
      index: 0,
      outcome: .known(
        KnownFields(
          best: MatchFields(
            list: "l\u{2066}", entry: name, labels: ["x\u{61C}"], state: "confirmed", method: "md5",
            grade: "exact")))))

  @Test(arguments: [ScanFormat.table, .jsonl])
  func reportsForPeopleShowThem(format: ScanFormat) throws {
    let text = try #require(format.rows(verbose: false, clusters: false)?.row(Self.row))
    #expect(!text.unicodeScalars.contains { $0.isUnseen }, "\(text)")
    #expect(text.contains("a%E2%80%AEgpj%E2%80%8B.txt"))
  }

  @Test func pagesShowThem() {
    #expect(HTMLText.cell(Self.name) == "<td>a%E2%80%AEgpj%E2%80%8B.txt</td>")
    #expect(HTMLText.escaped("<b a=\"1\">&") == "&lt;b a=&quot;1&quot;&gt;&amp;")
  }

  @Test func programsReadTheVeryText() throws {
    let text = JSONObject(0, subject: ("query", "q\u{E0041}\u{7F}\n"), Self.row.item).text
    #expect(text.contains(#"q\udb40\udc41\u007f\n"#), "\(text)")
    let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(object["query"] as? String == "q\u{E0041}\u{7F}\n")
    #expect(object["entry"] as? String == Self.name)
  }

  @Test func messagesShowThem() throws {
    let outcome = try Program.run(["lookup", "--index", "/\(Self.name)"])
    #expect(
      outcome.status == 2 && outcome.errors.contains("/a%E2%80%AEgpj%E2%80%8B.txt"), "\(outcome.errors)")
    let hash = try Program.run(["hash", "/100%\(Self.name)"])
    #expect(hash.status == 2 && hash.errors.contains("/100%25a%E2%80%AEgpj"), "\(hash.errors)")
  }
}
