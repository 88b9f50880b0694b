import Platform
import TestSupport
import Testing

@testable import MatchService

@Suite struct ScanWorkTests {
  @Test func shardsShareOutEveryPathOnce() throws {
    let folder = try TemporaryFolder()
    for number in 0..<300 { try folder.write([1], to: "\(number % 7)/\(number)") }
    try folder.link("0/broken", to: "nothing")
    func paths(_ shard: ScanShard) -> [[UInt8]] {
      Array(IteratorSequence(ScanWork(FolderWalk([folder.bytes]), shard: shard))).map(\.path)
    }
    let parts = (1...3).map { paths(ScanShard(number: $0, of: 3)) }
    let whole = paths(.whole)
    #expect(whole.count == 301)
    #expect(parts.flatMap(\.self).sorted { $0.lexicographicallyPrecedes($1) } == whole)
    for part in parts { #expect((70...130).contains(part.count)) }
  }

  /// Machines of other versions share out the same.
  @Test func thePartOfAPathIsForGood() {
    let parts = ["a", "b", "/case/1.jpg", "/case/2.jpg"].map { path in
      (1...1000).first { ScanShard(number: $0, of: 1000).holds(Array(path.utf8)) }
    }
    #expect(parts == [737, 822, 45, 929])
  }

  @Test func nothingMoreComesOnceSomebodyAskedForThat() throws {
    let folder = try TemporaryFolder()
    for number in 0..<9 { try folder.write([1], to: "\(number)") }
    let stop = ScanStop()
    var work = ScanWork(FolderWalk([folder.bytes]), stop: stop)
    #expect(work.next() != nil)
    #expect(stop.request() && !stop.request() && stop.isRequested)
    #expect(work.next() == nil)
  }
}
