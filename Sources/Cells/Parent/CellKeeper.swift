import Platform

/// The thread that starts a pool's cells and buries those that have ended.
struct CellKeeper {
  private let shelf: CellShelf
  private let settings: CellSettings
  private var pacing: StartPacing

  init(_ shelf: CellShelf, _ settings: CellSettings) {
    self.shelf = shelf
    self.settings = settings
    pacing = StartPacing(burst: 2 * settings.cellCount, now: Clock.milliseconds)
  }

  /// Returns when the pool is closed.
  mutating func run() {
    // Cells inherit it from the thread that starts them.
    if settings.standsBack { WorkerThread.standBack(by: 10) }
    while let orders = shelf.nextOrders() {
      for cell in orders.ended { cell.end() }
      if orders.startCount > 0 { start(orders.startCount) }
    }
  }

  /// Starts cells side by side, as fast as the pace allows.
  private mutating func start(_ count: Int) {
    Clock.sleep(milliseconds: pacing.wait(now: Clock.milliseconds))
    let count = pacing.take(count, now: Clock.milliseconds)
    let cells = (0..<count).map { _ in started() }
    for cell in cells {
      let outcome = cell.flatMap { cell in ready(cell) }
      // Who was killed is replaced at the usual pace: pictures wait.
      if case .failure(let error) = outcome, !error.isFromOutside {
        pacing.noteFailure(now: Clock.milliseconds)
      }
      shelf.add(outcome)
    }
  }

  private func started() -> Result<Cell, CellStartError> {
    do throws(SystemError) {
      return .success(try Cell(settings))
    } catch {
      return .failure(CellStartError("\(error)"))
    }
  }

  private func ready(_ cell: Cell) -> Result<Cell, CellStartError> {
    do throws(CellStartError) {
      try cell.waitUntilReady()
      return .success(cell)
    } catch {
      return .failure(error)
    }
  }
}

/// How fast cells are started: a few at once, then so many a second, however many a stranger kills.
struct StartPacing {
  private static let startsPerSecond = 10
  /// After a start that failed, in milliseconds.
  private static let pause: UInt64 = 1000

  private let burst: Int
  /// Starts in hand, in thousandths.
  private var credit: Int
  private var time: UInt64
  private var pausedUntil: UInt64 = 0

  /// - Parameter now: milliseconds of a clock that never goes back.
  init(burst: Int, now: UInt64) {
    self.burst = burst
    credit = burst * 1000
    time = now
  }

  /// How long to wait before the next start, in milliseconds.
  func wait(now: UInt64) -> UInt64 {
    let credit = earned(now)
    let forCredit =
      credit >= 1000 ? 0 : UInt64((1000 - credit + Self.startsPerSecond - 1) / Self.startsPerSecond)
    return max(forCredit, pausedUntil > now ? pausedUntil - now : 0)
  }

  /// How many of `count` may be started now; at least one after the wait.
  mutating func take(_ count: Int, now: UInt64) -> Int {
    credit = earned(now)
    time = now
    let taken = min(count, max(1, credit / 1000))
    credit -= 1000 * taken
    return taken
  }

  mutating func noteFailure(now: UInt64) { pausedUntil = now + Self.pause }

  private func earned(_ now: UInt64) -> Int {
    min(burst * 1000, credit + Int(clamping: now - time) * Self.startsPerSecond)
  }
}
