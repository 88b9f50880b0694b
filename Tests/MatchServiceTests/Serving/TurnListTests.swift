import Testing

@testable import MatchService

@Suite struct TurnListTests {
  /// Gives turns until `count` were used, to connections that each have so many requests.
  private func round(
    _ turns: inout TurnList, _ requests: inout [UInt64: Int], count: Int, passing: Set<UInt64> = []
  ) -> [UInt64] {
    var used: [UInt64] = []
    turns.handOut(while: used.count < count) { connection in
      if passing.contains(connection) { return .passed }
      guard let left = requests[connection], left > 0 else { return .over }
      used.append(connection)
      requests[connection] = left - 1
      return left > 1 ? .again : .over
    }
    return used
  }

  private func list(_ connections: [UInt64]) -> TurnList {
    var turns = TurnList()
    for connection in connections { turns.join(connection) }
    return turns
  }

  @Test func theyComeOneAfterTheOtherHoweverMuchEachAsks() {
    var turns = list([1, 2, 3])
    var requests: [UInt64: Int] = [1: 1000, 2: 2, 3: 1]
    #expect(round(&turns, &requests, count: 8) == [1, 2, 3, 1, 2, 1, 1, 1])
  }

  @Test func whoComesLaterWaitsForOneTurnOfEachInLine() {
    var turns = list([1, 2])
    var requests: [UInt64: Int] = [1: 100, 2: 100, 3: 1]
    #expect(round(&turns, &requests, count: 1) == [1])
    turns.join(3)
    #expect(round(&turns, &requests, count: 4) == [2, 1, 3, 2])
  }

  @Test func joiningTwiceGivesNoSecondPlace() {
    var turns = list([1, 1, 2, 1])
    var requests: [UInt64: Int] = [1: 2, 2: 2]
    turns.join(2)
    #expect(round(&turns, &requests, count: 10) == [1, 2, 1, 2])
  }

  @Test func whoIsDoneMayJoinAgain() {
    var turns = list([1])
    var requests: [UInt64: Int] = [1: 1]
    #expect(round(&turns, &requests, count: 10) == [1])
    turns.join(1)
    requests[1] = 1
    #expect(round(&turns, &requests, count: 10) == [1])
  }

  @Test func whoCannotUseItsTurnIsAskedOnceAndGoesBehindAll() {
    var turns = list([1, 2, 3])
    var requests: [UInt64: Int] = [1: 9, 2: 2, 3: 9]
    #expect(round(&turns, &requests, count: 4, passing: [2]) == [1, 3, 1, 3])
    #expect(round(&turns, &requests, count: 4) == [1, 3, 2, 1])
  }

  @Test func whoHasUsedLeastGoesFirst() {
    var turns = list([1, 2, 3, 4])
    var use: [UInt64: UInt64] = [1: 100, 2: 30, 3: 0, 4: 30]
    var order: [UInt64] = []
    func used(_ connection: UInt64) -> UInt64 { use[connection, default: 0] }
    for count in [2, 4, 6, 8] {
      turns.handOut(while: order.count < count, use: used) { connection in
        order.append(connection)
        use[connection, default: 0] += 40
        return .again
      }
    }
    #expect(order == [3, 2, 4, 3, 2, 4, 3, 1])
  }

  @Test func withoutRoomNobodyIsAsked() {
    var turns = list([1])
    var requests: [UInt64: Int] = [1: 1]
    #expect(round(&turns, &requests, count: 0) == [])
    #expect(round(&turns, &requests, count: 1) == [1])
  }
}
