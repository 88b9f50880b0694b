import DequeModule

/// Connections with waiting requests, in the order in which they get their turn: one after the other, however
/// much each of them asks, or those first that have used least.
struct TurnList {
  private var line: Deque<UInt64> = []
  private var members: Set<UInt64> = []

  /// What a turn came to.
  enum Turn {
    /// Nothing is left to ask: the connection leaves the list.
    case over
    /// More is left to ask: the connection goes to the end of the line.
    case again
    /// The connection could not use its turn: it goes behind all who are in line now, and is not asked again
    /// in this round.
    case passed
  }

  var isEmpty: Bool { line.isEmpty }

  /// Puts a connection at the end of the line, if it is not in line.
  mutating func join(_ connection: UInt64) {
    if members.insert(connection).inserted { line.append(connection) }
  }

  /// Gives turns from the front of the line as long as there is room for what they lead to.
  /// - Parameter use: how much a connection has used lately; `nil` where that does not matter.
  mutating func handOut(
    while hasRoom: @autoclosure () -> Bool, use: ((UInt64) -> UInt64)? = nil, _ turn: (UInt64) -> Turn
  ) {
    var passed: [UInt64] = []
    if let use, line.count > 1, hasRoom() { sort(by: use) }
    while hasRoom(), let connection = line.popFirst() {
      switch turn(connection) {
      case .over: members.remove(connection)
      case .again: line.append(connection)
      case .passed: passed.append(connection)
      }
    }
    line += passed
  }

  /// Those that have used least come first; of equals, those that have waited longest.
  private mutating func sort(by use: (UInt64) -> UInt64) {
    let uses = line.map(use)
    line = Deque(uses.indices.sorted { (uses[$0], $0) < (uses[$1], $1) }.map { line[$0] })
  }
}
