import Foundation
import MatchService
import TestSupport
import Testing

/// `SCAN path=` reads below the folders that the configuration allows, and nothing else.
@Suite struct AllowedFoldersTests {
  private let folder: TemporaryFolder
  private let client: TestClient
  private let server: RunningDaemon

  init() throws {
    let folder = try TemporaryFolder()
    try folder.write(Array("hello".utf8), to: "in/deep/a b%.txt")
    try folder.write(Array("secret".utf8), to: "outside")
    try folder.write(Array("secret".utf8), to: "inside/file")
    for (name, target) in [("in/link", "../outside"), ("in/up", "..")] {
      try FileManager.default.createSymbolicLink(
        atPath: "\(folder.path)/\(name)", withDestinationPath: target)
    }
    self.folder = folder
    server = try RunningDaemon { $0.allowedFolders = ["\(folder.path)/in"] }
    client = try server.connect()
  }

  private func scan(_ path: String) -> [String] { client.ask("SCAN path=\(path)\n") }

  @Test func filesBelowAreRead() {
    let lines = scan("\(folder.path)/in/deep/a%20b%25.txt")
    #expect(lines.count == 2)
    #expect(
      lines[0].contains("sha256=2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"))
    #expect(client.ask("HELLO matchd/1\n")[0].hasSuffix("bytes,fd,path"))
  }

  @Test(arguments: ["link", "up/outside", "../outside", "deep/../../outside", "up/in/deep"])
  func linksAndStepsUpwardsAreForbidden(name: String) {
    #expect(scan("\(folder.path)/in/\(name)")[0].hasPrefix("ERR FORBIDDEN fix msg="))
  }

  @Test(arguments: ["outside", "inside/file", "in"]) func otherPathsAreForbidden(name: String) {
    #expect(scan("\(folder.path)/\(name)")[0].hasPrefix("ERR FORBIDDEN fix msg="))
    #expect(scan("in/deep/a")[0].hasPrefix("ERR FORBIDDEN fix msg="))
  }

  @Test func whatIsNoFileIsTheClientsMistake() {
    for name in ["missing", "missing/file", "deep/a%20b%25.txt/below"] {
      #expect(scan("\(folder.path)/in/\(name)")[0].hasPrefix("ERR NOT_FOUND fix msg=expected%20a%20file"))
    }
    mkfifo("\(folder.path)/in/pipe", 0o600)
    for name in ["deep", "pipe"] {
      #expect(scan("\(folder.path)/in/\(name)")[0].hasPrefix("ERR NOT_A_FILE fix msg=expected%20a%20regular"))
    }
    #expect(client.ask("PING\n") == ["PONG"])
  }

  @Test func missingFoldersAreNamedAtTheStart() throws {
    #expect(throws: ServiceError.self) {
      try RunningDaemon(waitsUntilReady: false) { $0.allowedFolders = ["\(folder.path)/none"] }
    }
  }
}
