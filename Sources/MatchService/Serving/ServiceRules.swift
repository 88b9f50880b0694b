public import MatchProtocol
import Synchronization

/// What a reload may change while the daemon answers.
public struct ServiceRules: Sendable {
  /// Hold for connections that are opened from then on.
  public var limits: ProtocolLimits
  public var connectionCountMax: Int
  /// What `SCAN` does where the request says nothing; `LOOKUP` searches in the same way.
  public var scanOptions: ScanOptions
  public var labels: LabelMap
  /// Who is restricted holds for connections that are opened from then on, quotas at once.
  public var access = AccessRules()
  /// Settings that are not among these and changed: they hold from the next start on.
  public var needsRestart: [String] = []

  public init(
    limits: ProtocolLimits, connectionCountMax: Int, scanOptions: ScanOptions, labels: LabelMap
  ) {
    self.limits = limits
    self.connectionCountMax = connectionCountMax
    self.scanOptions = scanOptions
    self.labels = labels
  }
}

extension ServiceConfiguration {
  /// What holds at the start.
  var rules: ServiceRules {
    var rules = ServiceRules(
      limits: limits, connectionCountMax: connectionCountMax, scanOptions: scanOptions, labels: labels)
    rules.access = access
    return rules
  }
}

/// The rules that hold at this moment, replaced as a whole.
final class RuleHolder: Sendable {
  private let current: Mutex<ServiceRules>
  private let reread: Daemon.RereadRules?

  /// - Parameter reread: what the configuration says by now; `nil` where it cannot be read again.
  init(_ rules: ServiceRules, reread: Daemon.RereadRules? = nil) {
    current = Mutex(rules)
    self.reread = reread
  }

  var rules: ServiceRules { current.withLock { $0 } }

  func replace(with rules: ServiceRules) { current.withLock { $0 = rules } }

  /// - Returns: `nil` where there is nothing to read.
  func rereadRules() throws(SourceError) -> ServiceRules? { try reread?() }
}
