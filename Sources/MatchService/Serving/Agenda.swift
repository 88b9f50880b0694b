import Platform

/// The connections for which there is something to do, and what their sockets are ready for.
///
/// Those go first that have used least of the loop's time lately, so that who asks little is answered at
/// once, whatever others have sent; those that ask much share what is left.
struct Agenda {
  private var ready: [UInt64: Poller.Interest] = [:]
  /// The keys of `ready`, in the order in which they came.
  private var line: [UInt64] = []

  var isEmpty: Bool { line.isEmpty }

  /// Notes that there is something to do, or more than was known.
  mutating func add(_ connection: UInt64, _ interest: Poller.Interest = []) {
    if let known = ready.updateValue(interest, forKey: connection) {
      ready[connection] = known.union(interest)
    } else {
      line.append(connection)
    }
  }

  /// Gives turns until so much time is over; whoever has none by then stays.
  ///
  /// - Parameters:
  ///   - clock: microseconds that never go back.
  ///   - use: how much a connection has used lately.
  ///   - turn: does what there is to do; whether something is left at once.
  mutating func handOut(
    for microseconds: UInt64, clock: () -> UInt64, use: (UInt64) -> UInt64,
    turn: (_ connection: UInt64, _ ready: Poller.Interest) -> Bool
  ) {
    var now = clock()
    let end = now + microseconds
    while !line.isEmpty && now < end {
      let round = line.map { (use: use($0), connection: $0) }.sorted { $0.use < $1.use }.map(\.connection)
      line = []
      var place = 0
      while place < round.count && now < end {
        let interest = ready.removeValue(forKey: round[place]) ?? []
        if turn(round[place], interest) { add(round[place]) }
        place += 1
        now = clock()
      }
      line.insert(contentsOf: round[place...], at: 0)
    }
  }
}

/// How much of the loop's time a connection has used lately.
struct RecentUse {
  private var microseconds: UInt64 = 0
  /// Milliseconds of the monotonic clock since which nothing was forgotten.
  private var since: UInt64

  /// In how many milliseconds half of it is forgotten.
  static let halfLife: UInt64 = 100

  init(now: UInt64) { since = now }

  func microseconds(at now: UInt64) -> UInt64 { microseconds >> periods(until: now) }

  mutating func add(_ more: UInt64, at now: UInt64) {
    let periods = periods(until: now)
    microseconds = microseconds >> periods + more
    since += periods * Self.halfLife
  }

  private func periods(until now: UInt64) -> UInt64 { (now - min(now, since)) / Self.halfLife }
}
