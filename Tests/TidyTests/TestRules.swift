import Testing

/// A test fails where it should: it does not pass in silence, and it is the same in every run.
@Suite struct TestRules {
  private static let tests = SourceTree.tests.filter { $0.module != "TidyTests" }
  private static let helpers = "Tests/TestSupport/"

  /// What a guard leaves behind has to be seen: `try #require`, `Issue.record` before the `return`, a trait
  /// that skips the test by name, or a count of what was looked at.
  @Test func noTestPassesInSilence() {
    for file in Self.tests {
      for (before, line) in zip([""] + file.code, file.code) {
        #expect(!line.contains(/else \{ (return|continue) \}/), "\(file.path): \(line)")
        guard ["return", "continue"].contains(line[...].trimmed), !before.contains("Issue.record(") else {
          continue
        }
        Issue.record("\(file.path): \(line) after \(before)")
      }
    }
  }

  @Test func everyNumberIsSeeded() {
    for file in Self.tests {
      let text = file.code.joined(separator: " ")
      #expect(!text.contains(/SystemRandomNumberGenerator|UUID\(\)|\brand\(\)/), "\(file.path)")
      for call in text.ranges(of: /\.(random|randomElement|shuffle|shuffled)\(/) {
        let arguments = text[call.upperBound...].untilClosed
        #expect(arguments.contains("using: &"), "\(file.path): \(text[call])\(arguments)")
      }
    }
  }

  /// A test waits for what it expects (`eventually`), not for a time.
  @Test func noTestSleeps() {
    for file in Self.tests where file.path != Self.helpers + "Eventually.swift" {
      for line in file.code {
        #expect(!line.contains(/\b(u|nano)?sleep\(/), "\(file.path): \(line)")
      }
    }
  }
}

extension Substring {
  /// What stands before the parenthesis that closes one opened in front of this text.
  fileprivate var untilClosed: Substring {
    var depth = 1
    return prefix { character in
      depth += character == "(" ? 1 : character == ")" ? -1 : 0
      return depth > 0
    }
  }
}
