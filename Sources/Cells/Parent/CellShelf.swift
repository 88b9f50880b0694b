import Platform

/// Where a pool's cells stand: what the threads that ask and the keeper share.
final class CellShelf: Sendable {
  private let state: Monitor<State>

  fileprivate struct State {
    let cellCount: Int
    /// The last one given back is the first one taken: its memory is warm.
    var idle: [Cell] = []
    /// Still to be taken out of the system's table.
    var ended: [Cell] = []
    var statistics = CellStatistics()
    /// Starts that failed since the last one that succeeded, by themselves and killed from outside, and why
    /// the last of them did.
    var startFailuresInARow = 0
    var startKillsInARow = 0
    var startError: CellStartError?
    var isClosed = false

    /// So many starts may fail in a row before it is said that none can be started; where none ever could be,
    /// the first is enough.
    static let startFailuresMax = 3
    /// Who kills processes, as the system does when memory runs out, mostly stops again: pictures wait for
    /// that, some seconds at the keeper's pace.
    static let startKillsMax = 50
  }

  /// What the keeper is to do.
  struct Orders {
    var startCount: Int
    var ended: [Cell]
  }

  init(cellCount: Int) { state = Monitor(State(cellCount: cellCount)) }

  // MARK: For threads that ask

  func take() throws(CellStartError) -> Cell {
    while true {
      // Cells found dead are the keeper's to bury, whom an update wakes.
      if let taken = state.update({ $0.takeLive() }) { return try taken.get() }
      state.wait { state in state.idle.isEmpty && state.failure == nil ? nil : () }
    }
  }

  func giveBack(_ cell: Cell, isWornOut: Bool) {
    state.update { state in
      if isWornOut {
        state.statistics.live -= 1
        state.statistics.wornOut += 1
        state.ended.append(cell)
      } else {
        state.idle.append(cell)
      }
    }
  }

  func lose(to death: CellDeath) {
    state.update { state in
      state.statistics.live -= 1
      state.statistics.deaths[death.cause, default: 0] += 1
    }
  }

  // MARK: For the pool

  func waitUntilFull() throws(CellStartError) {
    let outcome: Result<Void, CellStartError> = state.wait { state in
      if let failure = state.startFailure { return .failure(failure) }
      return state.statistics.live >= state.cellCount ? .success(()) : nil
    }
    try outcome.get()
  }

  var isReady: Bool {
    lookAfter()
    return state.read { $0.failure == nil && $0.statistics.live > 0 }
  }

  var statistics: CellStatistics {
    lookAfter()
    return state.read { $0.statistics }
  }

  /// Sorts out idle cells that have died, for the keeper to replace. Wakes nobody where there are none.
  func lookAfter() {
    guard state.read({ $0.idle.contains(where: \.hasHungUp) }) else { return }
    state.update { $0.sortOutDead() }
  }

  /// Ends the cells and the keeper. Nobody asks any more: whoever does keeps the pool.
  func close() {
    let idle = state.update { state in
      state.isClosed = true
      defer { state.idle = [] }
      return state.idle + state.ended
    }
    for cell in idle { cell.end() }
  }

  // MARK: For the keeper

  /// Waits for something to do; `nil` once the pool is closed.
  func nextOrders() -> Orders? {
    state.wait { state -> Orders?? in
      if state.isClosed { return .some(nil) }
      let startCount = state.cellCount - state.statistics.live
      guard startCount > 0 || !state.ended.isEmpty else { return nil }
      defer { state.ended = [] }
      return Orders(startCount: startCount, ended: state.ended)
    }
  }

  func add(_ started: Result<Cell, CellStartError>) {
    let unwanted = state.update { state -> Cell? in
      switch started {
      case .failure(let error):
        state.startError = error
        if error.isFromOutside { state.startKillsInARow += 1 } else { state.startFailuresInARow += 1 }
        state.statistics.startFailures += 1
        return nil
      case .success(let cell):
        if state.isClosed { return cell }
        state.startFailuresInARow = 0
        state.startKillsInARow = 0
        state.statistics.starts += 1
        state.statistics.live += 1
        state.idle.append(cell)
        return nil
      }
    }
    unwanted?.end()
  }
}

extension CellShelf.State {
  /// Why nobody gets a cell.
  fileprivate var failure: CellStartError? { statistics.live == 0 ? startFailure : nil }

  fileprivate var startFailure: CellStartError? {
    let isFirst = statistics.starts == 0
    let isHopeless =
      startFailuresInARow >= (isFirst ? 1 : Self.startFailuresMax)
      || startKillsInARow >= (isFirst ? 1 : Self.startKillsMax)
    return isHopeless ? startError : nil
  }

  /// `nil` where one has to wait.
  fileprivate mutating func takeLive() -> Result<Cell, CellStartError>? {
    while let cell = idle.popLast() {
      if !cell.hasHungUp { return .success(cell) }
      bury(cell)
    }
    return failure.map { .failure($0) }
  }

  fileprivate mutating func sortOutDead() {
    let dead = idle.filter(\.hasHungUp)
    guard !dead.isEmpty else { return }
    idle.removeAll { cell in dead.contains { $0 === cell } }
    for cell in dead { bury(cell) }
  }

  /// It died with no picture in it: nobody's fault.
  private mutating func bury(_ cell: Cell) {
    statistics.live -= 1
    statistics.deaths[.idle, default: 0] += 1
    ended.append(cell)
  }
}
