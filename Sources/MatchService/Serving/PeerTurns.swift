import DequeModule
import Platform

/// On whose behalf a connection asks.
enum Peer: Hashable, Sendable, CustomStringConvertible {
  /// A user of this machine.
  case user(UInt32)
  /// Whoever calls by TCP; nobody can tell who that is.
  case anyone

  var description: String {
    switch self {
    case .user(let number): "user:\(number)"
    case .anyone: "tcp"
    }
  }

  init(_ socket: borrowing StreamSocket, isTCP: Bool) {
    self = isTCP ? .anyone : socket.peerUser.map(Self.user) ?? .anyone
  }
}

/// Whose turn it is: peers take turns, and within a peer its connections, so that nobody gets more by opening
/// many. What one does not use the others have.
struct PeerTurns {
  private var lists: [Peer: TurnList] = [:]
  /// The peers that have a list, in the order in which they get their turn.
  private var line: Deque<Peer> = []

  /// Puts a connection at the end of its peer's line, if it is not in line.
  mutating func join(_ connection: UInt64, of peer: Peer) {
    if lists[peer] == nil { line.append(peer) }
    lists[peer, default: TurnList()].join(connection)
  }

  /// Gives turns as long as there is room for what they lead to. A peer none of whose connections can use its
  /// turn is not asked again in this round.
  /// - Parameter use: how much a connection has used lately: within a peer those go first that have used
  ///   least. `nil`: one after the other.
  mutating func handOut(
    while hasRoom: @autoclosure () -> Bool, use: ((UInt64) -> UInt64)? = nil,
    _ turn: (UInt64) -> TurnList.Turn
  ) {
    var passed: [Peer] = []
    while hasRoom(), let peer = line.popFirst() {
      let isUsed = giveTurn(to: peer, use, turn)
      if lists[peer]?.isEmpty != false {
        lists[peer] = nil
      } else if isUsed {
        line.append(peer)
      } else {
        passed.append(peer)
      }
    }
    line += passed
  }

  /// - Returns: whether one of the peer's connections used the turn.
  private mutating func giveTurn(
    to peer: Peer, _ use: ((UInt64) -> UInt64)?, _ turn: (UInt64) -> TurnList.Turn
  ) -> Bool {
    var isUsed = false
    lists[peer]?.handOut(while: !isUsed, use: use) { connection in
      let outcome = turn(connection)
      isUsed = outcome != .passed
      return outcome
    }
    return isUsed
  }
}
