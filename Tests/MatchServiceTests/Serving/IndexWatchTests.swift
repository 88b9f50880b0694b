import Foundation
import Logging
import MatchProtocol
import Matcher
import Platform
import Synchronization
import TestSupport
import Testing

@testable import MatchService

@Suite struct IndexWatchTests {
  private let folder: TemporaryFolder
  private let holder = IndexHolder()
  private let log = Log()

  private final class Log: Sendable {
    let lines = Mutex<[String]>([])
    let orderCount = Mutex(0)
  }

  private struct Handler: LogHandler {
    let log: Log
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.info
    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }
    func log(event: LogEvent) { log.lines.withLock { $0.append("\(event.message)") } }
  }

  private var path: String { folder.path("index") }
  private var source: IndexSource { .file(path: path) }

  init() throws {
    folder = try TemporaryFolder()
    try RunningDaemon.writeIndex(DemoList.lines, to: folder.path("index"), generation: 1)
    holder.replace(with: try source.opened(kernels: .best).load())
  }

  private func makeWatch() -> IndexWatch {
    let log = log
    return IndexWatch(
      holder: holder, logger: Logger(label: "test") { _ in Handler(log: log) }
    ) { log.orderCount.withLock { $0 += 1 } }
  }

  private var orderCount: Int { log.orderCount.withLock { $0 } }
  private var lineCount: Int { log.lines.withLock { $0.count } }

  @Test func aChangeIsToldOnceAndEachStateOfTheFileIsTriedOnce() throws {
    var watch = makeWatch()
    for _ in 0..<3 { watch.look() }
    #expect(lineCount == 0 && orderCount == 0 && holder.loaded?.trust.lostBy == nil)
    truncate(path, 5000)
    watch.look()
    #expect(holder.loaded?.trust.lostBy?.check == .changedInPlace)
    #expect(lineCount == 1 && orderCount == 0, "whoever writes may not be done")
    watch.look()
    #expect(orderCount == 1)
    for _ in 0..<3 { watch.look() }
    #expect(lineCount == 1 && orderCount == 1)
    truncate(path, 4097)
    watch.look()
    truncate(path, 4096)
    watch.look()
    #expect(orderCount == 1, "the file was not the same twice")
    watch.look()
    #expect(orderCount == 2 && lineCount == 1)
  }

  @Test func aNewIndexIsTrustedAnew() throws {
    var watch = makeWatch()
    truncate(path, 5000)
    watch.look()
    try RunningDaemon.writeIndex(DemoList.lines, to: path, generation: 2)
    holder.replace(with: try source.opened(kernels: .best).load())
    for _ in 0..<3 { watch.look() }
    #expect(lineCount == 1 && orderCount == 0 && holder.loaded?.trust.lostBy == nil)
    truncate(path, 5000)
    watch.look()
    #expect(lineCount == 2)
  }

  /// Neither size nor time tell of it.
  @Test func wrongChecksumsAreAChange() throws {
    let loaded = try #require(holder.loaded)
    loaded.trust.lose(IndexError(.sectionChecksum, path: path, expected: "1", found: "2"))
    #expect(throws: ProtocolError.changedIndex) { try loaded.checkUnchanged() }
  }
}
