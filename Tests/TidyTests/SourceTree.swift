import Foundation

/// The files of this repository, read once.
enum SourceTree {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  struct File: Sendable, CustomStringConvertible {
    /// From the repository's root, as in `Sources/HashCore/PDQ/PDQHash.swift`.
    let path: String
    let lines: [String]
    var description: String { path }
    /// The target's name: the second part of the path.
    var module: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
  }

  static let swiftSources = files(under: "Sources", withExtensions: ["swift"])
  static let cSources = files(under: "Sources", withExtensions: ["c", "h"])
  static let tests = files(under: "Tests", withExtensions: ["swift"])
  static let documents =
    files(under: "docs", withExtensions: ["md"]) + files(under: "Vectors", withExtensions: ["md"])
    + ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"].compactMap(file)

  static func file(_ path: String) -> File? {
    guard let text = try? String(contentsOf: root.appending(path: path), encoding: .utf8) else { return nil }
    return File(path: path, lines: text.components(separatedBy: "\n"))
  }

  static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: root.appending(path: path).path)
  }

  private static func files(under folder: String, withExtensions extensions: Set<String>) -> [File] {
    let paths = FileManager.default.enumerator(atPath: root.appending(path: folder).path)
    return (paths?.allObjects as? [String] ?? [])
      .filter { extensions.contains(($0 as NSString).pathExtension) && !$0.contains(".build") }
      .sorted()
      .compactMap { file(folder + "/" + $0) }
  }
}
