import Foundation
import Platform
import TestSupport
import Testing

@testable import matchd

/// Every file call of writing a report fails once.
@Suite struct ReportFileFaultTests {
  /// Longer than what is gathered before it is written.
  private static let lines = (0..<3).map { String(repeating: "\($0)", count: 50_000) }

  private func write(_ path: String) throws {
    var report = try ReportFile(PathArgument(argument: path))
    for line in Self.lines { try report.line(line) }
    try report.commit()
  }

  @Test(arguments: [true, false]) func theOldReportOrTheNewOneIsWhole(hasUnnamedFiles: Bool) throws {
    let new = Self.lines.map { "\($0)\n" }.joined()
    let struck = try forEachFault(hasUnnamedFiles: hasUnnamedFiles) { plan, words in
      let folder = try TemporaryFolder()
      let path = try folder.file("report", "old").path
      var failure: (any Error)?
      do {
        try plan.run { try write(path) }
      } catch {
        failure = error
      }
      let found = try String(contentsOfFile: path, encoding: .utf8)
      #expect(found == new || (failure != nil && found == "old"), "\(words)")
      #expect(try folder.names == ["report"], "\(words)")
      #expect(failure != nil || !plan.hasStruck || plan.call.mayGoUnseen, "\(words)")
      if let failure {
        let message = try #require(failure as? Failure).message
        #expect(
          plan.hasStruck && message.contains("cannot") && message.contains(path), "\(words): \(message)")
        #expect(message.hasSuffix(": Input/output error"), "\(words): \(message)")
      }
    }
    let expected: Set<FileCall> = [.open, .write, .sync, .rename, .status]
    #expect(Set(struck.keys) == expected.union(hasUnnamedFiles ? [.openUnnamed, .link] : []))
    #expect(struck[.write, default: 0] > 1 && struck[.sync] == 2)
  }
}
