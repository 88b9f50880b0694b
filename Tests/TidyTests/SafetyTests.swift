import Testing

/// Every use of unsafe code stands under the proof of why it is safe.
@Suite struct SafetyTests {
  @Test func unsafeCodeStatesItsProof() {
    for file in SourceTree.swiftSources + SourceTree.tools {
      for index in file.lines.indices where file.lines[index].usesUnsafeCode {
        let isProven = file.hasProof(above: index)
        #expect(
          isProven,
          "\(file.path):\(index + 1): no SAFETY line above this, its function or its type")
      }
    }
  }

  @Test(arguments: [
    ("let a = unsafe b()", false),
    ("// SAFETY: it is ours.\nlet a = unsafe b()", true),
    ("// SAFETY: it is ours.\nlet a = unsafe b()\nlet c = unsafe d()", true),
    ("// SAFETY: it is ours.\nlet a = unsafe b()\n\nlet c = unsafe d()", false),
    ("// SAFETY: it is ours.\nlet a = unsafe b()\nlet c = 1\nlet e = unsafe d()", false),
    ("// SAFETY: it is ours.\nfunc f(\n  _ a: Int\n) {\n  unsafe b()\n}", true),
    ("/// SAFETY: it is ours.\n@safe final class C {\n  deinit {\n    unsafe b()\n  }\n}", true),
    ("// SAFETY: it is ours.\nfunc f() {}\nfunc g() {\n  unsafe b()\n}", false),
    ("// SAFETY: it is ours.\nreturn unsafe a.with {\n  unsafe b($0)\n}", true),
  ])
  func whatCountsAsProof(text: String, isProven: Bool) throws {
    let file = SourceTree.File(
      path: "", lines: text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
    let last = try #require(file.lines.lastIndex { $0.usesUnsafeCode })
    #expect(file.hasProof(above: last) == isProven)
  }
}

extension SourceTree.File {
  /// Whether a comment with `SAFETY:` stands directly above the line, above the line of that run of unsafe
  /// statements that is first, or above what encloses it: a statement, a function, a type.
  func hasProof(above index: Int) -> Bool {
    var line: Int? = index
    while let current = line {
      if isProven(current) { return true }
      line = precedingUse(current) ?? enclosing(current)
    }
    return false
  }

  /// Whether the comment directly above a line, or above its attributes, has `SAFETY:`.
  private func isProven(_ index: Int) -> Bool {
    let above = lines[..<index].reversed().drop { $0[...].trimmed.hasPrefix("@") }
    return above.prefix { $0[...].trimmed.hasPrefix("//") }.contains { $0.contains("SAFETY:") }
  }

  /// The statement directly before this one, if both use unsafe code.
  private func precedingUse(_ index: Int) -> Int? {
    guard index > 0, lines[index].usesUnsafeCode else { return nil }
    var before = index - 1
    while before > 0, lines[before].indentation > lines[index].indentation { before -= 1 }
    if lines[before].closesBlock, let start = enclosing(before) { before = start }
    let isStatement = lines[before].indentation == lines[index].indentation
    return isStatement && lines[before].usesUnsafeCode ? before : nil
  }

  /// The nearest line above that is indented less; for one that closes a block, the line that opens it.
  private func enclosing(_ index: Int) -> Int? {
    let limit = lines[index].indentation + (lines[index].closesBlock ? 1 : 0)
    return lines[..<index].lastIndex {
      !$0.allSatisfy(\.isWhitespace) && !$0[...].trimmed.hasPrefix("//") && $0.indentation < limit
    }
  }
}

extension String {
  fileprivate var indentation: Int { prefix { $0 == " " }.count }

  fileprivate var closesBlock: Bool { self[...].trimmed.first.map { ")}]".contains($0) } ?? false }

  /// Whether the line's code says `unsafe`, or promises safety to the compiler.
  var usesUnsafeCode: Bool {
    guard contains("unsafe") || contains("@unchecked") || contains("@safe") else { return false }
    let code = replacing(/"(?:\\.|[^"\\])*"/, with: "")
    let text = code.firstRange(of: "//").map { code[..<$0.lowerBound] } ?? code[...]
    return text.contains(/(?:^|[^@\w])unsafe\b|@unchecked Sendable|@safe\b/)
  }
}
