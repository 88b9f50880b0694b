import Cells
import HashCore
import Logging
import MatchProtocol

/// What the event loop and the workers share.
struct ServiceContext: Sendable {
  let configuration: ServiceConfiguration
  let holder: IndexHolder
  let budget: BodyBudget
  let counters: ServiceCounters
  let folders: AllowedFolders
  /// `nil` where pictures are decoded in this process.
  let cells: CellPool?
  let logger: Logger

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
