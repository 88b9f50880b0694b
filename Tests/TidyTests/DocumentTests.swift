import Foundation
import Testing

/// Documents point at things that exist.
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

  @Test func theReadmeIsShort() throws {
    let readme = try #require(SourceTree.file("README.md"))
    #expect(readme.lines.count <= 200)
  }
}

extension String {
  /// The targets of `[text](target)` in this line.
  var markdownLinks: [String] {
    matches(of: /\]\(([^)\s]+)\)/).map { String($0.1) }
  }
}
