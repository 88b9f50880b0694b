import ContentDigests
import Foundation
import MatchProtocol
import MatchService
import Matcher
import Platform
import Synchronization
import TestSupport
import Testing

@Suite struct BatchScannerTests {
  /// Every fiftieth file is done only after the one behind it, where there is somebody to do that one.
  @Test func resultsComeInOrderHoweverLongEachTakes() throws {
    let folder = try TemporaryFolder()
    for number in 0..<400 {
      try folder.write([UInt8(number % 256), UInt8(number / 256)], to: "\(1000 + number)")
    }
    for jobCount in [1, 2, 7] {
      let numbers = Mutex<[Int]>([])
      let done = Mutex<Set<Int>>([])
      let scanner = BatchScanner(jobCount: jobCount) {
        return { content, _, place in
          guard case .whole(let bytes) = content else {
            return Item(index: place, outcome: .failed(ItemError(.internal, "expected a whole file")))
          }
          if jobCount > 1, place % 50 == 0 {
            #expect(eventually { done.withLock { $0.contains(place + 1) } })
          }
          done.withLock { _ = $0.insert(place) }
          return Item(index: place, outcome: .unjudged(UnjudgedFields(reason: "test", detail: "\(bytes[0])")))
        }
      }
      try scanner.run(ScanWork(FolderWalk([folder.bytes]))) { file in
        #expect(file.path == Array("\(folder.path)/\(1000 + file.item.index)".utf8))
        #expect(
          file.item.outcome == .unjudged(UnjudgedFields(reason: "test", detail: "\(file.item.index % 256)")))
        numbers.withLock { $0.append(file.item.index) }
        return true
      }
      #expect(numbers.withLock { $0 } == Array(0..<400))
    }
  }

  @Test func filesThatCannotBeReadAreItems() throws {
    let folder = try TemporaryFolder()
    try folder.write([1], to: "a")
    let paths = ["a", "missing"].map { Array("\(folder.path)/\($0)".utf8) }
    let outcomes = Mutex<[Item.Outcome]>([])
    let scanner = BatchScanner(jobCount: 2) {
      return { _, _, place in Item(index: place, outcome: .unknown(nearest: [])) }
    }
    try scanner.run(ScanWork(FolderWalk(paths))) { file in
      outcomes.withLock { $0.append(file.item.outcome) }
      return true
    }
    let expected: [Item.Outcome] = [
      .unknown(nearest: []),
      .failed(ItemError(.badRequest, "open: No such file or directory")),
    ]
    #expect(outcomes.withLock { $0 } == expected)
  }

  /// Files too large to be decoded are read piece by piece, and known where a list has a digest of them.
  @Test(arguments: DigestAlgorithm.allCases)
  func digestsAreComparedAtAnySize(algorithm: DigestAlgorithm) throws {
    let folder = try TemporaryFolder()
    let listed = (0..<2_200_000).map { UInt8(truncatingIfNeeded: $0 &* 5 &+ $0 >> 9) }
    let other = [UInt8](repeating: 0, count: 2000)
    try folder.write(listed, to: "pictures/a")
    try folder.write(other, to: "pictures/b")
    let index = try makeIndex([.digest(ContentDigest(algorithm, of: listed.span.bytes))], in: folder)
    let items = Mutex<[Item]>([])
    let scanner = BatchScanner(index: index, jobCount: 2, limits: .init(encodedByteCountMax: 1000))
    try scanner.run(ScanWork(FolderWalk([Array(folder.path("pictures").utf8)]))) { file in
      items.withLock { $0.append(file.item) }
      return true
    }
    let found = items.withLock { $0 }
    #expect(
      found.map { $0.picture?.sha256 }
        == [listed, other].map { ContentDigest(.sha256, of: $0.span.bytes).hex })
    guard case .known(let known) = found[0].outcome else {
      Issue.record("expected known, found \(found[0].outcome)")
      return
    }
    #expect(known.matches.map(\.method) == [algorithm.rawValue])
    #expect(
      found[1].outcome
        == .unjudged(UnjudgedFields(reason: "too_large", detail: "expected at most 1000 bytes, found 2000")))
  }
}
