import MatchProtocol
import Testing

@testable import MatchService

@Suite struct JobLineTests {
  private let budget = Budget(limit: 0)

  private func job(
    _ number: Int, queryCount: Int, nearest: Int? = nil, threshold: Int? = nil, arrival: UInt64 = 0
  ) -> Job {
    let queries = QueryLines([String](repeating: "", count: queryCount))
    let keys = LookupKeys(search: SearchKeys(threshold: threshold), nearest: nearest)
    let lookup = LookupRequest(queries: queries, keys: keys)
    return Job(
      asker: Asker(connection: 1, number: number, tag: nil), work: .lookup(lookup), arrival: arrival,
      body: Reservation(in: budget))
  }

  private func numbers(_ group: consuming JobGroup) -> [Int] {
    var numbers: [Int] = []
    while let job = group.popFirst() { numbers.append(job.asker.number) }
    return numbers
  }

  @Test func shortJobsGoTogetherUntilTheyAreManyQueries() {
    var line = JobLine()
    for number in 0..<6 { line.append(job(number, queryCount: 16)) }
    line.append(job(6, queryCount: 17))
    line.append(job(7, queryCount: 1, nearest: 3))
    line.append(job(8, queryCount: 0))
    var groups: [[Int]] = []
    while line.count > 0 { groups.append(numbers(line.popGroup())) }
    #expect(groups == [[0, 1, 2, 3], [4, 5], [6], [7], [8]])
  }

  @Test func aFewQueriesOfOrdinaryCostAreShort() {
    let kinds = [
      job(0, queryCount: 16).kind, job(0, queryCount: 17).kind, job(0, queryCount: 1, nearest: 1).kind,
      job(0, queryCount: 1, threshold: 40).kind, job(0, queryCount: 1, threshold: 41).kind,
    ]
    #expect(kinds == [.short, .batch, .batch, .short, .batch])
  }

  @Test func whatWasBegunGoesFirstTheOldestOfIt() {
    var line = JobLine()
    line.append(job(5, queryCount: 1))
    for number in [3, 1, 2] { line.takeBack(job(number, queryCount: 1000)) }
    var order: [[Int]] = []
    while let next = line.nextNumber {
      order.append([next] + numbers(line.popGroup()))
    }
    #expect(order == [[1, 1], [2, 2], [3, 3], [5, 5]])
  }

  @Test func theOldestIsWhicheverWaitsLongest() {
    var line = JobLine()
    #expect(line.oldestArrival == nil)
    line.append(job(0, queryCount: 1, arrival: 5))
    line.append(job(1, queryCount: 1, arrival: 9))
    #expect(line.oldestArrival == 5)
    line.takeBack(job(2, queryCount: 1, arrival: 7))
    #expect(line.oldestArrival == 5)
    line.takeBack(job(3, queryCount: 1, arrival: 3))
    _ = line.popGroup()
    #expect(line.oldestArrival == 3)
  }

  @Test func onlyJobsThatNoWorkerHadAreGivenUp() {
    var line = JobLine()
    line.takeBack(job(0, queryCount: 1, arrival: 1))
    for number in 1..<4 { line.append(job(number, queryCount: 1, arrival: UInt64(10 * number))) }
    var overdue: [Int] = []
    while let job = line.popFresh(from: 30) { overdue.append(job.asker.number) }
    #expect(overdue == [1, 2])
    #expect(line.count == 2)
  }
}
