import Foundation
import MatchService
import Matcher
import TestSupport
import Testing

/// The conversations in `Vectors/protocol` happen as they are written there, with a daemon that serves the
/// demo list.
@Suite struct TranscriptTests {
  private static func lines(of path: String) throws -> [String] {
    let text = try String(contentsOf: Vectors.root.appending(path: path), encoding: .utf8)
    return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  @Test(arguments: ["hello.txt", "lookup.txt", "scan.txt", "errors.txt", "admin.txt"])
  func conversationsHappenAsWritten(name: String) throws {
    let list = try Self.lines(of: "demo/list.tsv").filter { !$0.isEmpty && !$0.hasPrefix("#") }
    let server = try RunningDaemon(lines: list)
    let lines = try Self.lines(of: "protocol/\(name)")
    let isAdmin = lines.contains("socket: admin")
    let client = try TestClient(isAdmin ? server.adminSocketPath : server.socketPath)
    for (number, line) in lines.enumerated() { try follow(line, "\(name):\(number + 1)", client) }
  }

  /// Words that differ each time stand there as they were once.
  @Test func theConversationInTheDocumentHappens() throws {
    let page = try String(contentsOf: Repository.root.appending(path: "docs/protocol.md"), encoding: .utf8)
    let section = page.components(separatedBy: "\n").drop { $0 != "## A conversation" }.dropFirst()
    let lines = section.prefix { !$0.hasPrefix("## ") }.filter {
      $0.hasPrefix("> ") || $0.hasPrefix(">@ ") || $0.hasPrefix("< ")
    }
    #expect(lines.count > 20)
    let server = try RunningDaemon(lines: try Self.lines(of: "demo/list.tsv").filter { !$0.hasPrefix("#") })
    let client = try TestClient(server.socketPath)
    for line in lines {
      let words = line.split(separator: " ", omittingEmptySubsequences: false).map { word in
        ["us=", "age_s=", "server="].first { word.hasPrefix($0) }.map { "\($0)*" } ?? String(word)
      }
      try follow(words.joined(separator: " "), line, client)
    }
  }

  @Test func everyTranscriptIsFollowed() throws {
    let folder = Vectors.root.appending(path: "protocol").path
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    #expect(names.sorted() == ["admin.txt", "errors.txt", "hello.txt", "lookup.txt", "scan.txt"])
  }

  private func follow(_ line: String, _ place: String, _ client: TestClient) throws {
    if line.hasPrefix("> ") {
      client.send(line.dropFirst(2) + "\n")
    } else if line.hasPrefix(">@ ") {
      let url = Vectors.root.appending(path: "demo/pictures/\(line.dropFirst(3))")
      client.send(Array(try Data(contentsOf: url)))
    } else if line == "< (end)" {
      #expect(client.isEnded, "\(place)")
    } else if line.hasPrefix("< ") {
      let reply = client.line() ?? "(end)"
      #expect(matches(reply, pattern: String(line.dropFirst(2))), "\(place): found \(reply)")
    }
  }

  /// Whether `text` is `pattern`, where each `*` stands for one or more characters other than a space.
  private func matches(_ text: String, pattern: String) -> Bool {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    let patterns = pattern.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == patterns.count else { return false }
    return zip(words, patterns).allSatisfy { word, pattern in
      guard pattern.hasSuffix("*") else { return word == pattern }
      return word.hasPrefix(pattern.dropLast()) && word.count >= pattern.count
    }
  }
}
