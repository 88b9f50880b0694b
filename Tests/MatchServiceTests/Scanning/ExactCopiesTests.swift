import ContentDigests
import Dispatch
import Foundation
import HashCore
import MatchProtocol
import Platform
import Synchronization
import TestSupport
import Testing

@testable import MatchService

@Suite struct ExactCopiesTests {
  private func digest(_ number: UInt8) -> ContentDigest { ContentDigest(.sha256, of: [number].span.bytes) }

  private func item(_ number: Int, _ outcome: Item.Outcome = .unknown(nearest: [])) -> Item {
    var picture = PictureFields(quality: 70, width: 640, height: 480, format: "a b", warningCount: 2)
    picture.hash = ReplyHash(.exact, PDQHash(words: (1, 2, 3, 4)))
    return Item(index: number, outcome: outcome, picture: picture)
  }

  @Test func copiesHaveTheAnswerOfTheFirstAtTheirOwnPlace() {
    let copies = ExactCopies()
    var judgedCount = 0
    for place in 0..<6 {
      let found = copies.item(of: digest(UInt8(place % 2)), at: place) {
        judgedCount += 1
        return item(place)
      }
      #expect(found == item(place))
    }
    #expect(judgedCount == 2 && copies.copyCount == 4)
  }

  @Test func whatFailedIsTriedAgain() {
    let copies = ExactCopies()
    let failed = item(0, .failed(ItemError(.internal, "no")))
    #expect(copies.item(of: digest(1), at: 0) { failed } == failed)
    #expect(copies.item(of: digest(1), at: 1) { item(1) } == item(1))
    #expect(copies.copyCount == 0)
  }

  @Test func whoComesMeanwhileWaits() {
    let copies = ExactCopies()
    let judgedCount = Mutex(0)
    DispatchQueue.concurrentPerform(iterations: 8) { place in
      let found = copies.item(of: digest(1), at: place) {
        judgedCount.withLock { $0 += 1 }
        Thread.sleep(forTimeInterval: 0.02)
        return item(place)
      }
      #expect(found == item(place))
    }
    #expect(judgedCount.withLock { $0 } == 1 && copies.copyCount == 7)
  }

  /// Nothing that a report says is lost, also where a line has no room for it.
  @Test func itemsAreKeptWhole() {
    let lead = LeadFields(list: "l", entry: "e 1", distance: 40, labels: ["a,b"], state: "confirmed")
    var far = lead
    far.distance = 44
    let match = MatchFields(
      list: "l", entry: "%", labels: ["x"], state: "confirmed", method: "pdq", grade: "near", distance: 20,
      threshold: 31)
    let items = [
      item(3), item(3, .unjudged(UnjudgedFields(reason: "truncated", detail: "10 of 20 rows"))),
      item(3, .known(KnownFields(best: match, further: [match], more: 7))),
      Item(index: 3, outcome: .unknown(nearest: []), leads: ToldLeads(nearest: lead, total: 9)),
      Item(
        index: 3, outcome: .unknown(nearest: []), leads: ToldLeads(nearest: lead, further: [far], total: 2)),
    ]
    for item in items { #expect(PackedItem(item).item == item) }
  }

  @Test func aScanJudgesCopiesOnce() throws {
    let folder = try TemporaryFolder()
    for number in 0..<40 { try folder.write([UInt8(number % 10)], to: "\(1000 + number)") }
    for jobCount in [1, 4] {
      let judgedCount = Mutex(0)
      let numbers = Mutex<[Int]>([])
      let scanner = BatchScanner(jobCount: jobCount) {
        return { _, _, place in
          judgedCount.withLock { $0 += 1 }
          return Item(index: place, outcome: .unknown(nearest: []))
        }
      }
      let copyCount = try scanner.run(ScanWork(FolderWalk([folder.bytes]))) { file in
        numbers.withLock { $0.append(file.item.index) }
        return true
      }
      #expect(copyCount == 30 && judgedCount.withLock { $0 } == 10)
      #expect(numbers.withLock { $0 } == Array(0..<40))
    }
  }
}
