import Foundation
import Matcher
import Platform
import TestSupport
import Testing

@testable import matchd

/// The page about a scan.
@Suite struct ScanPageTests {
  private func page(_ arguments: [String], _ paths: [String]) throws -> String {
    let scratch = try TemporaryFolder()
    let report = scratch.path("report.html")
    let outcome = try Program.run(
      ["scan", "--index", try scratch.demoIndex(), "--format", "html", "--output", report]
        + arguments + paths)
    #expect(outcome.output.isEmpty)
    return try String(contentsOfFile: report, encoding: .utf8)
  }

  @Test(arguments: ReportLanguage.allCases) func thePageStandsByItself(language: ReportLanguage) throws {
    let page = try page(
      ["--lang", language.rawValue], ["demo/pictures", "pictures/edited", "no<such>&file"])
    #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"\(language.rawValue)\">"))
    #expect(page.hasSuffix("</html>\n"))
    for reference in ["http:", "https:", "src=", "url(", "<img", "@import", "<link"] {
      #expect(!page.contains(reference), "\(reference)")
    }
    #expect(page.contains("no&lt;such&gt;&amp;file") && !page.contains("no<such>"))
    #expect(page.contains("human_viewed=false"))
    for part in ["leads", "known", "clusters", "singles", "unjudged", "errors"] {
      #expect(page.contains("<h2 id=\"\(part)\">"), "\(part)")
    }
    let words = language.words
    #expect(page.contains(words.todo) && page.contains(words.complete) && !page.contains("{}"))
    #expect(page.contains("role=\"img\" aria-label=\""))
    // Every tag that is opened is closed.
    for tag in ["table", "details", "svg", "div", "figure", "tr", "td"] {
      let opened = page.components(separatedBy: "<\(tag)").count { $0.first == ">" || $0.first == " " }
      #expect(opened == page.components(separatedBy: "</\(tag)>").count - 1, "\(tag)")
    }
  }

  @Test func figuresAddUp() throws {
    let page = try page(["--lang", "en"], ["demo/pictures", "pictures/edited"])
    let sentence = try #require(page.firstMatch(of: /\d+ files seen = [^.]*/)).output
    let numbers = sentence.matches(of: /\d+/).map { Int($0.output)! }
    #expect(numbers.count == 6 && numbers[0] == numbers.dropFirst().reduce(0, +))
    let card = try #require(
      page.firstMatch(of: /<b>(\d+)<\/b>exposures avoided<br><small>(\d+) known . (\d+)/))
    #expect(Int(card.1)! == Int(card.2)! + Int(card.3)! && Int(card.2)! == numbers[1])
  }

  @Test func namesCanBeHidden() throws {
    let page = try page(["--hide-names"], ["demo/pictures", "pictures/edited"])
    #expect(!page.contains("demo/") && !page.contains(".jpg") && page.contains("#0"))
  }

  @Test func copiesOfAKnownFileAreFolded() throws {
    let scratch = try TemporaryFolder()
    let picture = try Vectors.bytes("demo/pictures/copies/same-bytes.jpg")
    for name in ["first-one", "second-one", "third-one"] { try scratch.write(picture, to: "walk/\(name)") }
    let page = try page(["--lang", "en"], [scratch.path("walk")])
    #expect(page.contains("first-one") && !page.contains("second-one") && !page.contains("third-one"))
    #expect(page.contains("<td class=\"n\">2</td>"))
  }

  @Test func eachLanguageHasAWordForEverything() {
    for language in ReportLanguage.allCases {
      let words = language.words
      #expect(Set(words.reasons.keys) == Set(UnjudgedReason.allCases.map(\.rawValue)))
      #expect(Set(words.kinds.keys) == Set(SkippedKind.allCases.map(\.rawValue)))
    }
    // The same places for numbers and names in both.
    let (english, french) = (Mirror(reflecting: ReportWords.english), Mirror(reflecting: ReportWords.french))
    for (one, other) in zip(english.children, french.children) {
      let places = [one.value, other.value].map { ($0 as? String)?.components(separatedBy: "{}").count }
      #expect(places[0] == places[1], "\(one.label ?? "")")
    }
  }

  @Test func numbersAreReadable() {
    #expect([0, 999, 1000, 1_234_567].map(ReportWords.english.number) == ["0", "999", "1,000", "1,234,567"])
    #expect(ReportWords.french.number(20_000) == "20\u{202F}000")
    #expect(ReportWords.english.filled("{} of {}", "1", "2") == "1 of 2")
  }
}
