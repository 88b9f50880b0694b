import HashCore
public import Platform

/// Cells that are locked down and wait for pictures; those that end are replaced.
///
/// ```
///   keeper ──start──▶ idle ◀──────▶ with a thread that asks
///      ▲                │ found dead     │ died, or has worked enough
///      └────reap────────┴────────────────┘
/// ```
///
/// The keeper is a thread that lives as long as the pool: cells end with the thread that started them.
public final class CellPool: Sendable {
  private let shelf: CellShelf
  let settings: CellSettings
  let deaths = RememberedDeaths()
  private let workers: WorkerPrograms

  /// Begins to start cells.
  /// - Throws: where not even a thread can be started.
  public init(_ settings: CellSettings) throws(SystemError) {
    let shelf = CellShelf(cellCount: settings.cellCount)
    self.shelf = shelf
    self.settings = settings
    workers = WorkerPrograms(settings)
    let thread = try WorkerThread {
      var keeper = CellKeeper(shelf, settings)
      keeper.run()
    }
    thread.detach()
  }

  deinit { shelf.close() }

  /// Waits until all cells are ready.
  public func waitUntilReady() throws(CellStartError) { try shelf.waitUntilFull() }

  /// Whether pictures can be decoded: every started cell is locked down, and there is one.
  public var isReady: Bool { shelf.isReady }

  /// Those of the worker programs' cells are among them.
  public var statistics: CellStatistics { shelf.statistics + workers.statistics }

  /// Has cells replaced that have died with no picture in them; otherwise they are found dead when they are
  /// needed. Costs a system call for each idle cell.
  public func lookAfterIdle() {
    shelf.lookAfter()
    workers.lookAfterIdle()
  }

  /// What can be decoded here: what every cell decodes, and what the worker programs do that are installed.
  public var formats: [PictureFormat] {
    PictureFormat.decoded
      + WorkerFormat.all.filter { settings.isOn($0) && settings.workers[$0.program] != nil }
      .map(\.format)
  }

  /// What the program of the cells says that it decodes formats of its own with, version included; empty for
  /// this program itself. Waits for a cell.
  public func library() throws(CellStartError) -> String {
    let cell = try take()
    defer { giveBack(cell) }
    return cell.library
  }

  /// The pool whose cells decode what the bytes begin as: this one, or that of a worker program.
  /// - Throws: where the format is not turned on, the program is not installed, or cannot even be tried.
  func responsible(for bytes: RawSpan) throws(DecodeError) -> CellPool {
    guard let format = WorkerFormat.recognising(bytes) else { return self }
    return try workers.pool(for: format)
  }

  /// The pool of an installed worker program that decodes what stands somewhere behind the beginning of the
  /// bytes, where only files of other formats were looked at.
  func responsible(behind bytes: RawSpan) -> CellPool? {
    guard let format = WorkerFormat.first(behind: bytes) else { return nil }
    return try? workers.pool(for: format)
  }

  /// A cell for one picture; waits for one.
  /// - Throws: where there is none and none can be started.
  func take() throws(CellStartError) -> Cell { try shelf.take() }

  /// Gives a cell back that has answered.
  func giveBack(_ cell: Cell) {
    let isWornOut =
      cell.pictureCount >= settings.pictureCountMax
      || cell.processorSeconds >= CellSettings.processorSecondsMax
    shelf.giveBack(cell, isWornOut: isWornOut)
  }

  /// Says that a cell has died over a picture.
  func lose(to death: CellDeath) { shelf.lose(to: death) }
}

/// What happened to a pool's cells since its start.
public struct CellStatistics: Hashable, Sendable {
  /// Those that are locked down and alive.
  public var live = 0
  public var starts = 0
  public var startFailures = 0
  /// Replaced after they had worked enough.
  public var wornOut = 0
  public var deaths: [Cause: Int] = [:]

  public init() {}

  static func + (left: CellStatistics, right: CellStatistics) -> CellStatistics {
    var sum = left
    sum.live += right.live
    sum.starts += right.starts
    sum.startFailures += right.startFailures
    sum.wornOut += right.wornOut
    sum.deaths.merge(right.deaths) { $0 + $1 }
    return sum
  }

  /// What ended a cell too early.
  public enum Cause: String, CaseIterable, Sendable {
    /// Its picture's time was up.
    case timeout
    /// It crashed, or made a call that is not on the list.
    case signal
    /// It was killed from outside, ended by itself or talked nonsense.
    case other
    /// No picture was in it.
    case idle
  }
}

extension CellDeath {
  var cause: CellStatistics.Cause {
    switch self {
    case .timeout: .timeout
    case .signal: isFromOutside ? .other : .signal
    case .forbiddenCall: .signal
    case .code, .nonsense: .other
    }
  }
}
