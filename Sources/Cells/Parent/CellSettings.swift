public import HashCore
public import Kernels

/// How a pool keeps its cells.
public struct CellSettings: Sendable {
  /// What is started, and how it is told to be a cell.
  public var program: String
  public var arguments: [String]
  /// Cells that are kept; one more than there are threads that ask makes up for one that is killed.
  public var cellCount: Int
  public var limits: DecodeLimits
  public var kernels: KernelTable
  public var budget: PictureBudget
  /// After so many pictures a cell is replaced.
  public var pictureCountMax: Int
  /// Whether cells leave the processor to whatever else wants it.
  public var standsBack: Bool
  /// Where the programs are that decode formats of their own, by their names.
  public var workers: [String: String]
  /// Formats that are decoded only where somebody asks for them, and are asked for here.
  public var turnedOn: Set<WorkerFormat>

  /// After so much processor time a cell is replaced.
  static let processorSecondsMax = 600

  /// - Parameters:
  ///   - program: by default the one that is running, also if its file was replaced since.
  ///   - workers: by default those that are installed with it.
  public init(
    program: String = "/proc/self/exe", arguments: [String] = [CellProgram.argument], cellCount: Int,
    limits: DecodeLimits = .init(), kernels: KernelTable = .best, budget: PictureBudget = .init(),
    pictureCountMax: Int = 10_000, standsBack: Bool = false,
    workers: [String: String] = WorkerPrograms.installed, turnedOn: Set<WorkerFormat> = []
  ) {
    self.program = program
    self.arguments = arguments
    self.cellCount = max(1, cellCount)
    self.limits = limits
    self.kernels = kernels
    self.budget = budget
    self.pictureCountMax = pictureCountMax
    self.standsBack = standsBack
    self.workers = workers
    self.turnedOn = turnedOn
  }

  func isOn(_ format: WorkerFormat) -> Bool { !format.isOffByDefault || turnedOn.contains(format) }
}
