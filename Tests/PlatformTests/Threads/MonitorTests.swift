import Platform
import Testing

@Suite struct MonitorTests {
  @Test func whoWaitsSeesEveryUpdate() throws {
    let queue = Monitor<[Int]>([])
    let sum = Monitor(0)
    let consumer = try WorkerThread {
      for _ in 0..<1000 {
        let number = queue.wait { $0.popLast() }
        sum.update { $0 += number }
      }
    }
    try WorkerThread.runAll(count: 4) {
      for number in 0..<250 { queue.update { $0.append(number) } }
    }
    consumer.join()
    #expect(sum.read { $0 } == 4 * 249 * 250 / 2)
    #expect(queue.read { $0.isEmpty })
  }
}
