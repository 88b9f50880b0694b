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

  @Test func documentsThatCodeNamesExist() {
    for file in SourceTree.swiftSources + SourceTree.cSources + SourceTree.tools {
      for line in file.lines where line.contains("docs/") || line.contains("Benchmarks/") {
        for path in line.matches(of: /(?:docs|Benchmarks)\/[\w\/.-]*\w/).map({ String($0.0) }) {
          let exists = SourceTree.exists(path)
          #expect(exists, "\(file.path) names \(path)")
        }
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

  /// What stands between backticks there and looks like a type or a path is one.
  @Test(arguments: ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"])
  func codeThatIsNamedExists(in path: String) throws {
    let code = SourceTree.swiftSources + SourceTree.cSources + SourceTree.tests
    let names = Set(code.flatMap { $0.declaredNames.union([$0.module, $0.name + $0.ending]) })
    let document = try #require(SourceTree.file(path))
    for (number, line) in document.prose + document.tables {
      for code in line.matches(of: /`([^`]+)`/).map({ String($0.1) }) {
        if let type = code.wholeMatch(of: /([A-Z]\w*[a-z]\w*)(?:\.\w+(?:\(.*\))?)?/)?.1 {
          let isDeclared = names.contains(String(type)) || names.contains(code)
          #expect(isDeclared, "\(path):\(number) names \(code)")
        } else if code.contains("/"), code.contains(/^[\w\/.-]+$/) {
          let exists = SourceTree.exists(code) || SourceTree.exists("Sources/" + code)
          #expect(exists, "\(path):\(number) names \(code)")
        }
      }
    }
  }

  /// The package in Tests/Consumer compiles and runs what the README shows as Swift, all of it.
  @Test func theReadmesExampleIsTheConsumers() throws {
    let readme = try #require(SourceTree.file("README.md"))
    let consumer = try #require(SourceTree.file("Tests/Consumer/Sources/Consumer/printEntries.swift"))
    let example = readme.lines.drop { $0 != "```swift" }.dropFirst().prefix { $0 != "```" }
    #expect(Array(example) + [""] == consumer.lines)
  }
}

extension SourceTree.File {
  /// Numbered lines that are neither code nor rows of a table.
  var prose: [(number: Int, line: String)] {
    markedLines.filter { !$0.isCode && !$0.line.hasPrefix("|") }.map { ($0.number, $0.line) }
  }

  /// Numbered rows of tables.
  var tables: [(number: Int, line: String)] {
    markedLines.filter { !$0.isCode && $0.line.hasPrefix("|") }.map { ($0.number, $0.line) }
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
