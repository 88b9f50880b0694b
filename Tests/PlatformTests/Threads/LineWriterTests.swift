import Dispatch
import Synchronization
import Testing

@testable import Platform

@Suite struct LineWriterTests {
  private let written = Written()

  private final class Written: Sendable {
    private let lines = Mutex<[String]>([])
    func add(_ line: [UInt8]) { lines.withLock { $0.append(String(decoding: line, as: UTF8.self)) } }
    var all: [String] { lines.withLock { $0 } }
  }

  @Test func linesAreWrittenInTheirOrder() throws {
    let writer = LineWriter { [written] in written.add($0) }
    try writer.start()
    for number in 0..<100 { writer.add(Array("\(number)".utf8)) }
    writer.flush(milliseconds: 30_000)
    #expect(written.all == (0..<100).map { "\($0)" })
  }

  @Test func whoDoesNotReadHoldsUpNobody() throws {
    let (isReached, isFree) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let writer = LineWriter(lineCountMax: 2) { [written] in
      isReached.signal()
      isFree.wait()
      written.add($0)
    }
    try writer.start()
    writer.add(Array("a".utf8))
    isReached.wait()
    for line in ["b", "c", "d", "e"] { writer.add(Array(line.utf8)) }
    writer.flush(milliseconds: 5)
    #expect(written.all == [])
    isFree.signal()
    isReached.wait()
    writer.add(Array("f".utf8))
    for _ in 0..<3 { isFree.signal() }
    writer.flush(milliseconds: 30_000)
    #expect(written.all == ["a", "b", "c", "2 lines were lost here\nf"])
  }
}
