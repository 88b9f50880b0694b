import Testing

@testable import MatchService

@Suite struct PeerTurnsTests {
  /// Gives turns until `count` were used, to connections that each have so many requests.
  private func round(
    _ turns: inout PeerTurns, _ requests: inout [UInt64: Int], count: Int, passing: Set<UInt64> = []
  ) -> [UInt64] {
    var used: [UInt64] = []
    turns.handOut(while: used.count < count) { connection in
      if passing.contains(connection) { return .passed }
      used.append(connection)
      requests[connection, default: 0] -= 1
      return requests[connection, default: 0] > 0 ? .again : .over
    }
    return used
  }

  /// Connections 10 to 19 are user 1's, 20 to 29 user 2's, and so on.
  private func turns(_ connections: [UInt64]) -> PeerTurns {
    var turns = PeerTurns()
    for connection in connections { turns.join(connection, of: .user(UInt32(connection / 10))) }
    return turns
  }

  @Test func manyConnectionsOfOnePeerGetNoMoreThanOneOfAnother() {
    var turns = turns([10, 11, 12, 20])
    var requests: [UInt64: Int] = [10: 9, 11: 9, 12: 9, 20: 9]
    #expect(round(&turns, &requests, count: 8) == [10, 20, 11, 20, 12, 20, 10, 20])
  }

  @Test func whatOneDoesNotUseTheOthersHave() {
    var turns = turns([10, 11, 20])
    var requests: [UInt64: Int] = [10: 3, 11: 3, 20: 1]
    #expect(round(&turns, &requests, count: 9) == [10, 20, 11, 10, 11, 10, 11])
    turns.join(20, of: .user(2))
    turns.join(10, of: .user(1))
    #expect(round(&turns, &requests, count: 9) == [20, 10])
  }

  @Test func whoCannotUseItsTurnLeavesItToTheNext() {
    var turns = turns([10, 11, 20])
    var requests: [UInt64: Int] = [10: 9, 11: 9, 20: 9]
    #expect(round(&turns, &requests, count: 3, passing: [10]) == [11, 20, 11])
    #expect(round(&turns, &requests, count: 3, passing: [10, 11]) == [20, 20, 20])
    #expect(round(&turns, &requests, count: 4, passing: [10, 11, 20]) == [])
    #expect(Set(round(&turns, &requests, count: 4)) == [10, 11, 20])
  }
}
