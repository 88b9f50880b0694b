import Platform

/// Who may be told what, and how much each client may ask for.
public struct AccessRules: Hashable, Sendable {
  /// Who is told a verdict and the site's own labels, and nothing else.
  public var restricted: [ClientPattern] = []
  public var quota = ClientQuota()
  public var probeAlarm = ProbeAlarm.log

  public init() {}

  /// Who cannot be told for sure is restricted if anybody is by what cannot be told: anybody who comes by TCP
  /// may be the user that the rules name.
  func isRestricted(_ socket: borrowing StreamSocket, isTCP: Bool) -> Bool {
    restricted.contains { pattern in
      switch pattern {
      case .everyone: true
      case .tcp: isTCP
      case .user(let user): isTCP || socket.peerUser ?? user == user
      case .group(let group): isTCP || socket.peerGroups?.contains(group) ?? true
      }
    }
  }
}

/// Some of those who may connect.
public enum ClientPattern: Hashable, Sendable, CustomStringConvertible {
  case everyone
  /// All who come in by TCP: nobody can tell who they are.
  case tcp
  /// A user of this machine.
  case user(UInt32)
  /// Who is in a group of this machine.
  case group(UInt32)

  public var description: String {
    switch self {
    case .everyone: "all"
    case .tcp: "tcp"
    case .user(let number): "user:\(number)"
    case .group(let number): "group:\(number)"
    }
  }
}

/// What is done about clients that feel for a listed entry.
public enum ProbeAlarm: String, CaseIterable, Sendable {
  /// Nothing: they are not looked for.
  case off
  /// They are counted, and the log says who it was.
  case log
  /// They are also answered `BUSY` for a minute.
  case busy
}

/// How many queries and pictures a client may ask for; 0: as many as it likes.
public struct ClientQuota: Hashable, Sendable {
  /// In the long run; ten seconds' worth at once.
  public var perSecond = 0
  /// In 24 hours from the first.
  public var perDay = 0

  public init() {}

  /// The raw value is the word on the wire.
  enum Kind: String, CaseIterable, Sendable {
    case rate, day
    /// Who was noticed feeling for an entry.
    case probe
  }
}
