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

/// How much of somebody's time a connection has used lately.
struct RecentUse {
  private var microseconds: UInt64 = 0
  /// Milliseconds of the monotonic clock since which nothing was forgotten.
  private var since: UInt64
  /// In how many milliseconds half of it is forgotten.
  private let halfLife: UInt64

  /// Of the event loop's time.
  static let loopHalfLife: UInt64 = 100
  /// Of the time of those that judge pictures, each of which may take seconds.
  static let pictureHalfLife: UInt64 = 10_000

  init(now: UInt64, halfLife: UInt64 = loopHalfLife) {
    since = now
    self.halfLife = halfLife
  }

  func microseconds(at now: UInt64) -> UInt64 { microseconds >> periods(until: now) }

  mutating func add(_ more: UInt64, at now: UInt64) {
    let periods = periods(until: now)
    microseconds = microseconds >> periods + more
    since += periods * halfLife
  }

  private func periods(until now: UInt64) -> UInt64 { (now - min(now, since)) / halfLife }
}
