import Testing

/// The table of contents at the top of the Makefile names what can be made.
@Suite struct MakefileTests {
  @Test func everyTargetStandsInTheTableOfContents() throws {
    let lines = try #require(SourceTree.file("Makefile")).lines
    let shown = lines.prefix { $0.hasPrefix("# make ") }.map { $0.split(separator: " ")[2] }
    let targets = lines.filter { $0.hasPrefix(".PHONY:") }.flatMap { $0.split(separator: " ").dropFirst() }
    #expect(!shown.isEmpty && Set(shown).count == shown.count)
    #expect(Set(shown) == Set(targets).subtracting(["help"]))
  }

  @Test func everyTargetOfContributorsExists() throws {
    let makefile = try #require(SourceTree.file("Makefile")).lines
    let named = try #require(SourceTree.file("CONTRIBUTING.md")).lines.flatMap {
      $0.matches(of: /`make ([a-z-]+)`/).map { String($0.1) }
    }
    #expect(named.count > 10)
    for target in named { #expect(makefile.contains { $0.hasPrefix("# make \(target) ") }, "make \(target)") }
  }
}
