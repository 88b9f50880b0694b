import Foundation
import Testing

/// Documents are pleasant to read and point at things that exist.
@Suite struct DocumentTests {
  @Test func linksResolve() {
    for file in SourceTree.documents {
      let folder = (file.path as NSString).deletingLastPathComponent as NSString
      for link in file.lines.flatMap(\.markdownLinks) where !link.contains("://") && !link.hasPrefix("#") {
        let path = folder.appendingPathComponent(String(link.split(separator: "#")[0])) as NSString
        #expect(SourceTree.exists(path.standardizingPath), "\(file.path) links to \(link)")
      }
    }
  }

  @Test func proseIsWrappedAt110() {
    for file in SourceTree.documents {
      for (number, line) in file.prose where line.count > 110 {
        Issue.record("\(file.path):\(number) has \(line.count) characters; wrap it at 110")
      }
    }
  }

  @Test func theReadmeIsShortAndFitsATerminal() throws {
    let readme = try #require(SourceTree.file("README.md"))
    #expect(readme.lines.count <= 200)
    for line in readme.codeBlocks where line.count > 100 {
      Issue.record("README.md shows \(line.count) columns; a terminal has 100: \(line)")
    }
  }

  /// The package in Tests/Consumer compiles and runs what the README shows as Swift.
  @Test func theReadmesExampleIsTheConsumers() throws {
    let readme = try #require(SourceTree.file("README.md"))
    let consumer = try #require(SourceTree.file("Tests/Consumer/Sources/Consumer/Consumer.swift"))
    let example = readme.lines.drop { $0 != "```swift" }.dropFirst().prefix { $0 != "```" }
    let text = consumer.lines.map { String($0[...].trimmed) }.joined(separator: "\n")
    #expect(
      !example.isEmpty && text.contains(example.map { String($0[...].trimmed) }.joined(separator: "\n")))
  }
}

extension SourceTree.File {
  /// Numbered lines that are neither code nor rows of a table.
  var prose: [(number: Int, line: String)] {
    markedLines.filter { !$0.isCode && !$0.line.hasPrefix("|") }.map { ($0.number, $0.line) }
  }

  /// The lines of fenced blocks.
  var codeBlocks: [String] { markedLines.filter(\.isCode).map(\.line) }

  private var markedLines: [(number: Int, line: String, isCode: Bool)] {
    var isCode = false
    return lines.enumerated().compactMap { index, line in
      guard !line[...].trimmed.hasPrefix("```") else {
        isCode.toggle()
        return nil
      }
      return (index + 1, line, isCode)
    }
  }
}

extension String {
  /// The targets of `[text](target)` in this line.
  var markdownLinks: [String] {
    matches(of: /\]\(([^)\s]+)\)/).map { String($0.1) }
  }
}
