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
  static let tests = files(under: "Tests", withExtensions: ["swift", "c", "h"])
  /// Benchmarks and fuzz targets: packages of their own, under the rules of the sources.
  static let tools = ["Benchmarks", "Fuzz"].flatMap { files(under: $0, withExtensions: ["swift", "c", "h"]) }
  static let documents = files(under: "", withExtensions: ["md"])

  static func file(_ path: String) -> File? {
    guard let text = try? String(contentsOf: root.appending(path: path), encoding: .utf8) else { return nil }
    return File(path: path, lines: text.components(separatedBy: "\n"))
  }

  static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: root.appending(path: path).path)
  }

  /// Files below a folder; what builds leave behind stands in folders that begin with a dot.
  private static func files(under folder: String, withExtensions extensions: Set<String>) -> [File] {
    let start = root.appending(path: folder)
    let found = FileManager.default.enumerator(
      at: start, includingPropertiesForKeys: nil, options: .skipsHiddenFiles)
    return (found?.allObjects as? [URL] ?? [])
      .filter { extensions.contains($0.pathExtension) }
      .map { String($0.path.dropFirst(root.path.count + (root.path.hasSuffix("/") ? 0 : 1))) }
      .sorted()
      .compactMap(file)
  }
}
