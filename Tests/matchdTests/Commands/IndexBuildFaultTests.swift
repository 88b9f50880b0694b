import Foundation
import Platform
import TestSupport
import Testing

@testable import matchd

/// Every file call of `index build` fails once, those that read the list included.
@Suite struct IndexBuildFaultTests {
  @Test func theOldIndexOrTheNewOneIsWhole() throws {
    let folder = try TemporaryFolder()
    let list = try folder.file("list", "pdq:\(String(repeating: "0123456789abcdef", count: 4))\n").path
    let index = folder.path("index")
    let command = try IndexBuildCommand.parse(["--from", list, "--output", index, "--tables", "bk"])
    try command.run()
    let new = try Data(contentsOf: URL(filePath: index))
    var unseen: [FileCall] = []
    let struck = try forEachFault { plan, words in
      _ = try folder.file("index", "old")
      var failure: (any Error)?
      do {
        try plan.run { try command.run() }
      } catch {
        failure = error
      }
      let found = try Data(contentsOf: URL(filePath: index))
      #expect(found == new || (failure != nil && found == Data("old".utf8)), "\(words)")
      #expect(try folder.names == ["index", "list"], "\(words)")
      if failure == nil, plan.hasStruck, !plan.call.mayGoUnseen { unseen.append(plan.call) }
      if let failure {
        let message = try #require(failure as? Failure).message
        #expect(plan.hasStruck && message.contains("Input/output error"), "\(words): \(message)")
        #expect(message.hasPrefix(list) || message.hasPrefix(index), "\(words): \(message)")
      }
    }
    // The index is there; only the line about it on standard error is not.
    #expect(unseen == [.write])
    #expect(struck.values.reduce(0, +) > 20)
    #expect(struck[.read, default: 0] > 1)
  }
}
