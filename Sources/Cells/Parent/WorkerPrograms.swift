import HashCore
import Platform

/// The pools of worker programs, each begun when its first picture comes and kept as long as the pool that
/// they belong to.
public final class WorkerPrograms: Sendable {
  private let settings: CellSettings
  private let pools = Monitor([String: CellPool]())

  /// - Parameter settings: those of the pool that they belong to: theirs differ in the program alone.
  init(_ settings: CellSettings) { self.settings = settings }

  /// Where the worker programs are that were installed with this one, by their names.
  public static var installed: [String: String] {
    var found: [String: String] = [:]
    for format in WorkerFormat.all { found[format.program] = OwnProcess.companion(named: format.program) }
    return found
  }

  /// Of all that were begun.
  var statistics: CellStatistics { begun.map(\.statistics).reduce(CellStatistics(), +) }

  func lookAfterIdle() { for pool in begun { pool.lookAfterIdle() } }

  private var begun: [CellPool] { pools.read { Array($0.values) } }

  func pool(for format: WorkerFormat) throws(DecodeError) -> CellPool {
    guard settings.isOn(format) else {
      throw .unread(format, "not turned on (setting: \(format.format.name))")
    }
    guard let program = settings.workers[format.program] else {
      throw .unread(format, "package \(format.program) is not installed")
    }
    let outcome: Result<CellPool, SystemError> = pools.update { pools in
      if let pool = pools[format.program] { return .success(pool) }
      let begun = begin(program)
      pools[format.program] = try? begun.get()
      return begun
    }
    switch outcome {
    case .success(let pool): return pool
    case .failure(let error): throw DecodeError(.crashed(found: "\(error)"))
    }
  }

  private func begin(_ program: String) -> Result<CellPool, SystemError> {
    var settings = settings
    settings.program = program
    settings.arguments = [CellProgram.argument]
    settings.workers = [:]
    do throws(SystemError) { return .success(try CellPool(settings)) } catch { return .failure(error) }
  }
}

extension DecodeError {
  /// A picture of a format that is not decoded here.
  fileprivate static func unread(_ format: WorkerFormat, _ reason: String) -> DecodeError {
    DecodeError(.unsupportedFormat(found: "\(format.format.title): \(reason)", isPicture: true))
  }
}
