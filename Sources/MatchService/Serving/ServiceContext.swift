import Cells
import HashCore
import Logging
import MatchProtocol

/// What the event loop and the workers share.
struct ServiceContext: Sendable {
  /// As it was at the start.
  let configuration: ServiceConfiguration
  let ruleHolder: RuleHolder
  let holder: IndexHolder
  let budget: Budget
  /// For bodies that come by the admin socket: what readers send takes nothing from it.
  let adminBudget: Budget
  /// Of pictures that were handed over and wait.
  let files: Budget
  let counters: ServiceCounters
  let probes = ProbeWatch()
  let folders: AllowedFolders
  /// `nil` where pictures are decoded in this process.
  let cells: CellPool?
  let logger: Logger

  init(
    configuration: ServiceConfiguration, rereadRules: Daemon.RereadRules? = nil, folders: AllowedFolders,
    cells: CellPool?, logger: Logger
  ) {
    self.configuration = configuration
    ruleHolder = RuleHolder(configuration.rules, reread: rereadRules)
    self.folders = folders
    self.cells = cells
    self.logger = logger
    holder = IndexHolder()
    counters = ServiceCounters()
    budget = Budget(limit: configuration.limits.bodyByteCountTotalMax)
    adminBudget = Budget(limit: configuration.limits.bodyByteCountMax)
    files = Budget(limit: configuration.waitingFileCountMax)
  }

  /// What holds at this moment.
  var rules: ServiceRules { ruleHolder.rules }

  func budget(for role: Connection.Role) -> Budget { role == .admin ? adminBudget : budget }

  /// Where one worker has the hashes of pictures from.
  func makeHasher() -> any HashSource {
    if let cells { return CellHasher(cells) }
    return PictureHasher(kernels: configuration.kernels, limits: configuration.decodeLimits)
  }

  /// Why requests cannot be answered yet; `nil` if they can.
  var obstacle: ProtocolError? {
    guard let loaded = holder.loaded else { return .notReady }
    if loaded.trust.lostBy != nil { return .changedIndex }
    return cells?.isReady == false ? ProtocolError(.notReady, "no decoder is locked down") : nil
  }
}
