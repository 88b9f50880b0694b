import Dispatch
import Foundation
import MatchProtocol
import Synchronization
import TestSupport
import Testing

@testable import MatchService

@Suite struct ResultOrderTests {
  private func result(_ number: Int) -> ScannedFile {
    ScannedFile(path: [UInt8(number % 256)], item: Item(index: number, outcome: .unknown(nearest: [])))
  }

  /// Collects what is delivered, and notices two deliveries at a time.
  private final class Delivered: Sendable {
    private let numbers = Mutex<[Int]>([])
    private let isDelivering = Atomic(false)

    var all: [Int] { numbers.withLock { $0 } }

    func add(_ result: ScannedFile) {
      let others = isDelivering.exchange(true, ordering: .acquiringAndReleasing)
      #expect(!others)
      numbers.withLock { $0.append(result.item.index) }
      isDelivering.store(false, ordering: .releasing)
    }
  }

  @Test func resultsAreDeliveredInOrder() {
    let delivered = Delivered()
    let order = ResultOrder(waitingCountMax: 10) { delivered.add($0) }
    order.put(result(2), at: 2)
    order.put(result(1), at: 1)
    #expect(delivered.all == [])
    order.put(result(0), at: 0)
    #expect(delivered.all == [0, 1, 2])
    order.put(result(3), at: 3)
    #expect(delivered.all == [0, 1, 2, 3])
  }

  @Test func manyThreadsDeliverOneAtATime() {
    let delivered = Delivered()
    let order = ResultOrder(waitingCountMax: 16) { delivered.add($0) }
    let next = Mutex(Array(0..<3000).makeIterator())
    DispatchQueue.concurrentPerform(iterations: 6) { _ in
      while let number = next.withLock({ $0.next() }) { order.put(result(number), at: number) }
    }
    #expect(delivered.all == Array(0..<3000))
  }

  @Test func whoIsFarAheadWaits() {
    let delivered = Delivered()
    let order = ResultOrder(waitingCountMax: 2) { delivered.add($0) }
    let isPut = Atomic(false)
    let ended = DispatchSemaphore(value: 0)
    order.put(result(1), at: 1)
    Thread.detachNewThread { [self] in
      order.put(result(2), at: 2)
      isPut.store(true, ordering: .releasing)
      ended.signal()
    }
    // Two may wait, 0 and 1; 2 is taken only when 0 has come.
    #expect(!eventually(within: .milliseconds(50)) { isPut.load(ordering: .acquiring) })
    order.put(result(0), at: 0)
    ended.wait()
    #expect(delivered.all == [0, 1, 2])
  }
}
