import Dispatch
import Foundation
import Platform
import Synchronization
import TestSupport
import Testing

@testable import MatchService

@Suite struct ScanQueueTests {
  /// A walk of so many places, which calls `visit` with the number of each before it gives it.
  private struct Walk: IteratorProtocol, Sendable {
    var number = 0
    var count: Int
    var visit: @Sendable (Int) -> Void = { _ in }

    mutating func next() -> FolderWalk.Element? {
      guard number < count else { return nil }
      visit(number)
      defer { number += 1 }
      return .skipped(path: Array("\(number)".utf8), .pipe)
    }
  }

  private func path(_ place: FolderWalk.Element) -> String {
    guard case .skipped(let path, _) = place else { return "" }
    return String(decoding: path, as: UTF8.self)
  }

  @Test func placesComeOnceAndInOrder() {
    for aheadCountMax in [0, 1, 8, 1000] {
      let queue = ScanQueue(Walk(count: 50), aheadCountMax: aheadCountMax)
      var found: [String] = []
      while let (number, place) = queue.next() {
        #expect(path(place) == "\(number)")
        found.append(path(place))
      }
      #expect(found == (0..<50).map { "\($0)" })
      #expect(queue.next() == nil)
    }
  }

  @Test func numbersFollowTheWalkWhoeverWalks() {
    let queue = ScanQueue(Walk(count: 2000), aheadCountMax: 4)
    let numbers = Mutex<[Int]>([])
    DispatchQueue.concurrentPerform(iterations: 6) { _ in
      while let (number, place) = queue.next() {
        #expect(path(place) == "\(number)")
        numbers.withLock { $0.append(number) }
      }
    }
    #expect(numbers.withLock { $0.sorted() } == Array(0..<2000))
  }

  @Test func oneWorkerWalksAtATime() {
    let isWalking = Atomic(false)
    let walk = Walk(count: 500) { _ in
      let others = isWalking.exchange(true, ordering: .acquiringAndReleasing)
      #expect(!others)
      isWalking.store(false, ordering: .releasing)
    }
    let queue = ScanQueue(walk, aheadCountMax: 4)
    DispatchQueue.concurrentPerform(iterations: 6) { _ in while queue.next() != nil {} }
  }

  /// A folder that is slow to read keeps nobody from what was found before, and not from stopping.
  @Test func aWalkThatWaitsHoldsNobodyUp() {
    let (reached, mayGoOn) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let walk = Walk(count: 100) { number in
      if number == 3 {
        reached.signal()
        mayGoOn.wait()
      }
    }
    let queue = ScanQueue(walk, aheadCountMax: 8)
    let walker = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      // Walks ahead until it comes to the slow one.
      _ = queue.next()
      walker.signal()
    }
    reached.wait()
    #expect([queue.next()?.number, queue.next()?.number, queue.next()?.number] == [0, 1, 2])
    #expect(!queue.isStopped)
    queue.stop()
    #expect(queue.isStopped)
    mayGoOn.signal()
    walker.wait()
    #expect(queue.next() == nil)
  }

  /// What a walk still finds is for everybody: who has nothing to do meanwhile waits for it.
  @Test func nobodyIsToldTheEndWhileAnotherWalks() {
    let (reached, mayGoOn) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let walk = Walk(count: 2) { number in
      if number == 0 {
        reached.signal()
        mayGoOn.wait()
      }
    }
    let queue = ScanQueue(walk, aheadCountMax: 0)
    let numbers = Mutex<[Int?]>([])
    let ended = DispatchSemaphore(value: 0)
    let work: @Sendable () -> Void = {
      let number = queue.next()?.number
      numbers.withLock { $0.append(number) }
      ended.signal()
    }
    Thread.detachNewThread(work)
    reached.wait()
    Thread.detachNewThread(work)
    #expect(!eventually(within: .milliseconds(50)) { numbers.withLock { !$0.isEmpty } })
    mayGoOn.signal()
    for _ in 0..<2 { ended.wait() }
    #expect(numbers.withLock { Set($0) } == [0, 1])
  }

  @Test func onceStoppedNothingIsHandedOut() {
    let queue = ScanQueue(Walk(count: 100), aheadCountMax: 8)
    #expect(queue.next()?.number == 0)
    queue.stop()
    #expect(queue.next() == nil)
  }
}
