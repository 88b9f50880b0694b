import Foundation
import MatchProtocol
import MatchService
import Platform
import Synchronization
import TestSupport
import Testing

@Suite struct BatchScannerTests {
  /// Every fiftieth file is done only after the one behind it, where there is somebody to do that one.
  @Test func resultsComeInOrderHoweverLongEachTakes() throws {
    let folder = try TemporaryFolder()
    for number in 0..<400 { try folder.write([UInt8(number % 256)], to: "\(1000 + number)") }
    for jobCount in [1, 2, 7] {
      let numbers = Mutex<[Int]>([])
      let done = Mutex<Set<Int>>([])
      let scanner = BatchScanner(jobCount: jobCount) {
        return { bytes, place in
          if jobCount > 1, place % 50 == 0 {
            #expect(eventually { done.withLock { $0.contains(place + 1) } })
          }
          done.withLock { _ = $0.insert(place) }
          return Item(index: place, outcome: .unjudged(UnjudgedFields(reason: "test", detail: "\(bytes[0])")))
        }
      }
      try scanner.run(FolderWalk([folder.bytes])) { file in
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
    try folder.write([UInt8](repeating: 0, count: 2000), to: "large")
    let paths = ["a", "large", "missing"].map { Array("\(folder.path)/\($0)".utf8) }
    let outcomes = Mutex<[Item.Outcome]>([])
    let scanner = BatchScanner(jobCount: 2, limits: .init(encodedByteCountMax: 1000)) {
      return { _, place in Item(index: place, outcome: .unknown(nearest: [])) }
    }
    try scanner.run(FolderWalk(paths)) { file in
      outcomes.withLock { $0.append(file.item.outcome) }
      return true
    }
    let expected: [Item.Outcome] = [
      .unknown(nearest: []),
      .unjudged(UnjudgedFields(reason: "too_large", detail: "expected at most 1000 bytes, found 2000")),
      .failed(ItemError(.badRequest, "open: No such file or directory")),
    ]
    #expect(outcomes.withLock { $0 } == expected)
  }
}
