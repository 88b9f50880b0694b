import Foundation
import HashCore
import Logging
import MatchProtocol
import Matcher
import Platform
import TestSupport
import Testing

@testable import MatchService

/// An index that somebody writes into while it is in service: nothing is answered from it.
@Suite struct ChangedIndexTests {
  private func context(_ index: HashIndex) throws -> ServiceContext {
    let configuration = ServiceConfiguration(index: .file(path: index.path), socketPath: "")
    let context = ServiceContext(
      configuration: configuration, folders: try AllowedFolders([]), cells: nil,
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    context.holder.replace(with: LoadedIndex(index: index, writtenAt: 0))
    return context
  }

  private func group(_ queries: [String], _ context: ServiceContext) -> JobGroup {
    var group = JobGroup()
    group.append(
      Job(
        asker: Asker(connection: 1, number: 0, tag: nil),
        work: .lookup(LookupRequest(queries: QueryLines(queries))), arrival: Clock.microseconds,
        body: Reservation(in: context.budget)))
    return group
  }

  /// The file is cut between two steps of a look-up, which goes on to read pages that are gone.
  @Test func aLookUpUnderWhichTheIndexIsCutEndsWithAnError() throws {
    try MappedFile.catchLostPages()
    var generator = SeededGenerator(seed: 72)
    let hashes = (0..<3000).map { _ in PDQHash.random(using: &generator) }
    let made = try TestIndex(hashes)
    let context = try context(made.index)
    var stepCount = 0
    let worker = RequestWorker(context) {
      stepCount += 1
      truncate(made.folder.path("index"), 4096)
      return false
    }
    let report = worker.work(on: group(hashes.map { "\($0)" }, context))
    let text = String(decoding: report.answers.flatMap(\.bytes), as: UTF8.self)
    #expect(stepCount == 1)
    #expect(text.hasPrefix("ERR NOT_READY retry after_ms=500 msg=") && text.contains("changed%20in%20place"))
    #expect(!text.contains("verdict=unknown"))
    #expect(context.obstacle == .changedIndex)
  }

  @Test func picturesAreNotJudgedByIt() throws {
    try MappedFile.catchLostPages()
    let made = try TestIndex([DemoList.query])
    truncate(made.folder.path("index"), 4096)
    let judge = PictureJudge(
      hasher: InventedHasher(
        fast: .invented(DemoList.query, decode: .fast), exact: .invented(DemoList.query, decode: .exact)))
    let item = judge.item(for: [1, 2, 3], in: made.index, ScanOptions())
    guard case .failed(let error) = item.outcome else {
      Issue.record("expected an error, found \(item.outcome)")
      return
    }
    #expect(error.code == ErrorCode.internal.rawValue)
  }

  /// What people do instead of `mv`.
  @Test func aCopyOverTheIndexIsRefusedAndThenOpened() throws {
    let server = try RunningDaemon(lines: DemoList.lines) { $0.timeouts.watch = 20 }
    let client = try server.connect()
    #expect(client.ask("LOOKUP \(DemoList.query)\n").count == 4)
    try RunningDaemon.writeIndex(
      DemoList.lines + ["md5:\(String(repeating: "1", count: 32))"],
      to: server.folder.path("next"), generation: 900)
    let bytes = try Data(contentsOf: URL(filePath: server.folder.path("next")))
    let file = open(server.indexPath, O_WRONLY | O_TRUNC)
    defer { close(file) }
    let half = bytes.count / 2
    let (head, tail) = (Array(bytes[..<half]), Array(bytes[half...]))
    #expect(write(file, head, head.count) == head.count)
    #expect(client.ask("LOOKUP \(DemoList.query)\n")[0].hasPrefix("ERR NOT_READY retry after_ms=500"))
    #expect(client.ask("HEALTH\n")[0].hasPrefix("ERR NOT_READY"))
    #expect(client.ask("STATS\n").contains("STAT index_changed_in_place 1"))
    #expect(write(file, tail, tail.count) == tail.count)
    #expect(eventually { client.ask("HEALTH\n")[0].contains("generation=900") })
    #expect(client.ask("LOOKUP \(DemoList.query)\n").last?.contains(" known=1 ") == true)
    #expect(client.ask("STATS\n").contains("STAT index_changed_in_place 0"))
  }
}
