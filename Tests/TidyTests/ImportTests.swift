import Testing

/// The import table of ARCHITECTURE.md holds.
@Suite struct ImportTests {
  static let anywhere: Set<String> = ["Glibc", "Synchronization", "Dispatch"]

  /// Rows of the table under "Who may import whom": module → what it may import.
  static let allowed: [String: Set<String>] = {
    let lines = SourceTree.file("ARCHITECTURE.md")?.lines ?? []
    let table = lines.drop { $0 != "## Who may import whom" }.filter { $0.hasPrefix("|") }
    var result: [String: Set<String>] = [:]
    for line in table.dropFirst(2) {
      let cells = line.split(separator: "|").map { $0.trimmed }
      guard cells.count == 2, result[cells[0]] == nil, cells[0].first?.isLetter == true else { continue }
      result[cells[0]] = Set(cells[1].split(separator: ",").map { $0.trimmed })
    }
    return result
  }()

  @Test func theTableCoversEverySwiftModule() {
    for module in Set(SourceTree.swiftSources.map(\.module)) {
      #expect(Self.allowed[module] != nil, "\(module) has no row in ARCHITECTURE.md")
    }
  }

  @Test func importsFollowTheTable() {
    for file in SourceTree.swiftSources {
      let allowed = Self.allowed[file.module, default: []].union(Self.anywhere)
      for module in file.importedModules {
        #expect(allowed.contains(module), "\(file.path) imports \(module)")
      }
    }
  }

  @Test func codecsAreReachedFromDecodeAlone() {
    for file in SourceTree.swiftSources where file.importedModules.contains("CImageCodecs") {
      #expect(file.path.hasPrefix("Sources/HashCore/Decode/"), "\(file.path) imports CImageCodecs")
    }
  }

  @Test func kernelsNeitherAllocateNorTouchTheSystem() {
    let forbidden = ["<stdlib.h>", "<stdio.h>", "<unistd.h>", "malloc(", "<pthread.h>"]
    for file in SourceTree.cSources where file.module == "CKernels" {
      for line in file.lines {
        for word in forbidden { #expect(!line.contains(word), "\(file.path): \(line)") }
      }
    }
  }
}

extension SourceTree.File {
  var importedModules: [String] {
    lines.compactMap { line in
      let words = line.split(separator: " ")
      guard let at = words.firstIndex(of: "import"), at <= 1, words.count > at + 1, !line.hasPrefix(" ")
      else { return nil }
      let isKindImport = ["struct", "class", "enum", "func", "protocol"].contains(String(words[at + 1]))
      let name = isKindImport && words.count > at + 2 ? words[at + 2] : words[at + 1]
      return name.split(separator: ".").first.map(String.init)
    }
  }
}

extension Substring {
  var trimmed: String {
    var part = self
    while part.first == " " { part.removeFirst() }
    while part.last == " " { part.removeLast() }
    return String(part)
  }
}
