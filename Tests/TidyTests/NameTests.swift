import Testing

/// A newcomer finds a type by the name of its file.
@Suite struct NameTests {
  /// Files of several things of one kind, under the name of the kind.
  static let kinds: Set = ["EntryLayouts", "ReplyFields", "ListBackupCommands", "ListReviewCommands"]

  /// The name before `+` is a type, a protocol or a function that the file declares or extends; what stands
  /// behind `+` is the topic.
  @Test func filesAreNamedAfterWhatTheyHold() {
    for file in SourceTree.swiftSources where !Self.kinds.contains(file.name) {
      let name = file.name.split(separator: "+")[0]
      let isDeclared = file.declaredNames.contains { $0.lowercased() == name.lowercased() }
      #expect(
        isDeclared,
        "\(file.path) declares \(file.declaredNames.sorted().joined(separator: ", "))")
    }
  }

  /// No other file has the name of a type.
  @Test func typesStandInTheFileOfTheirName() {
    let files = Dictionary(grouping: SourceTree.swiftSources, by: \.module)
    for (_, files) in files {
      let named = Dictionary(files.map { ($0.name, $0.path) }) { first, _ in first }
      for file in files {
        for type in file.declaredTypes {
          if let path = named[type], path != file.path {
            Issue.record("\(file.path) declares \(type): \(path)")
          }
        }
      }
    }
  }
}

extension SourceTree.File {
  /// The file's name without its extension.
  var name: String { String(path.split(separator: "/").last!.prefix { $0 != "." }) }

  /// The dot and what stands behind it.
  var ending: String { String(path.split(separator: "/").last!.drop { $0 != "." }) }

  /// Types, protocols and functions that the file declares or extends at its outer level.
  var declaredNames: Set<String> {
    Set(
      lines.compactMap { line in
        guard let first = line.first, first != " ", !line.hasPrefix("//") else { return nil }
        return line.firstMatch(of: /\b(?:struct|class|enum|protocol|extension|func|typealias)\s+`?(\w+)/)
          .map { String($0.1) }
      })
  }

  /// Types that the file declares at its outer level.
  var declaredTypes: [String] {
    lines.compactMap { line in
      guard let first = line.first, first != " ", !line.hasPrefix("//") else { return nil }
      return line.firstMatch(of: /\b(?:struct|class|enum|protocol)\s+(\w+)/).map { String($0.1) }
    }
  }
}
