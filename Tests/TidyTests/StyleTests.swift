import Testing

/// Rules of style that are executed instead of remembered.
@Suite struct StyleTests {
  static let code = SourceTree.swiftSources + SourceTree.cSources + SourceTree.tests + SourceTree.tools

  @Test func linesAreAtMost110CharactersLong() {
    for file in Self.code {
      for (number, line) in file.lines.enumerated() where line.count > 110 {
        Issue.record("\(file.path):\(number + 1) has \(line.count) characters")
      }
    }
  }

  @Test func sourceFilesStayUnder300Lines() {
    for file in SourceTree.swiftSources + SourceTree.cSources + SourceTree.tools {
      #expect(file.lines.count <= 301, "\(file.path) has \(file.lines.count) lines")
    }
  }

  @Test func onlyProgramsPrintOrExit() {
    for file in SourceTree.swiftSources where !["matchd", "matchd-heif", "matchd-tiff"].contains(file.module)
    {
      for line in file.code {
        for call in ["print(", "exit(", "fatalError(", "debugPrint("] {
          #expect(!line.calls(call), "\(file.path): \(line)")
        }
      }
    }
  }

  /// Rows of an import that has not taken effect are in nobody's sight: what reads entries reads the view.
  @Test func rowsOfEntriesAreReadInOnePlace() {
    let readers = ["Tables/Tables+Staging.swift", "Schema/SchemaVersion4.swift"]
    for file in SourceTree.swiftSources where !readers.contains(where: file.path.hasSuffix) {
      for line in file.code { #expect(!line.contains(/(FROM|JOIN) entry_rows/), "\(file.path): \(line)") }
    }
  }

  @Test func floatsAreNeverContracted() {
    for file in SourceTree.cSources where file.module == "CKernels" && file.path.hasSuffix(".c") {
      guard file.code.contains(where: { $0.contains("float") || $0.contains("_ps(") }) else { continue }
      #expect(file.lines.contains("#pragma STDC FP_CONTRACT OFF"), "\(file.path) touches floats")
    }
  }

  @Test func nothingIsLeftForLater() {
    for file in Self.code where file.module != "TidyTests" {
      for line in file.lines {
        #expect(!line.contains("TODO") && !line.contains("FIXME"), "\(file.path): \(line)")
      }
    }
  }

  @Test func tracesOfOtherPlacesAreAbsent() {
    let forbidden = ["/work/", "/tmp/peer", "/opt/swift"]
    for file in Self.code + SourceTree.documents where file.module != "TidyTests" {
      for line in file.lines {
        for path in forbidden { #expect(!line.contains(path), "\(file.path): \(line)") }
      }
    }
  }
}

extension SourceTree.File {
  /// Lines that are not comments.
  var code: [String] {
    lines.filter { line in
      let text = line[...].trimmed
      return !text.hasPrefix("//") && !text.hasPrefix("*") && !text.hasPrefix("/*")
    }
  }
}

extension String {
  /// Whether the line calls a free function of that name: `call` ends with `(` and no name or dot stands
  /// before it.
  func calls(_ call: String) -> Bool {
    guard let range = self.firstRange(of: call) else { return false }
    guard range.lowerBound > startIndex else { return true }
    let before = self[index(before: range.lowerBound)]
    return !(before.isLetter || before.isNumber || before == "." || before == "_")
  }
}
