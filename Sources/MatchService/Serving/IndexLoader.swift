import DequeModule
import Matcher
import Platform

/// Opens indexes on a thread of its own, one after the other, so that nobody waits for it.
final class IndexLoader: Sendable {
  private let orders = Monitor(Orders())
  private let load: Load
  private let hasChanged: (@Sendable () -> Bool)?
  private let staysInService: Bool
  private let holder: IndexHolder
  private let rules: RuleHolder?
  private let mailbox: Mailbox

  /// Gives what the source holds at that moment.
  typealias Load = @Sendable () throws(SourceError) -> LoadedIndex

  /// One load.
  private struct Order {
    /// Who waits for it; `nil` where nobody does.
    var asker: Asker?
    /// Whether nobody asked for it, but the source said that it holds something else.
    var isByItself = false
    /// Whether the configuration is read again too.
    var isReload = false
  }

  private struct Orders {
    var waiting: Deque<Order> = []
    var isClosed = false
  }

  /// - Parameters:
  ///   - hasChanged: asked again and again whether to load anew, without being told to; `nil`: never.
  ///   - staysInService: whether a load that fails leaves what was loaded before.
  init(
    holder: IndexHolder, rules: RuleHolder? = nil, mailbox: Mailbox,
    hasChanged: (@Sendable () -> Bool)? = nil,
    staysInService: Bool = true, load: @escaping Load
  ) {
    self.load = load
    self.hasChanged = hasChanged
    self.staysInService = staysInService
    self.holder = holder
    self.rules = rules
    self.mailbox = mailbox
  }

  func start() throws(SystemError) {
    let thread = try WorkerThread { self.run() }
    thread.detach()
    guard let hasChanged else { return }
    let watcher = try WorkerThread { self.watch(hasChanged) }
    watcher.detach()
  }

  /// Milliseconds between two looks: a change has to be in every answer within a second.
  private static let watchInterval: UInt64 = 100

  private func watch(_ hasChanged: () -> Bool) {
    while !orders.read({ $0.isClosed }) {
      if hasChanged() { orders.update { $0.waiting.append(Order(isByItself: true)) } }
      Clock.sleep(milliseconds: Self.watchInterval)
    }
  }

  func order() { orders.update { $0.waiting.append(Order()) } }

  /// Orders what the source holds by now, and what the configuration says by now.
  func reload(for asker: Asker? = nil) {
    orders.update { $0.waiting.append(Order(asker: asker, isReload: true)) }
  }

  func close() { orders.update { $0.isClosed = true } }

  private func run() {
    var lastFailure: SourceError?
    while let order = nextOrder() {
      do throws(SourceError) {
        let reread = order.isReload ? try rules?.rereadRules() : nil
        let loaded = try load()
        holder.replace(with: loaded)
        if let reread { rules?.replace(with: reread) }
        lastFailure = nil
        mailbox.post(
          .indexOpened(
            generation: loaded.generation, needsRestart: reread?.needsRestart ?? [], asker: order.asker))
      } catch {
        if !staysInService, !error.isOfConfiguration { holder.withdraw() }
        // What is tried again and again by itself is told once for each cause.
        if order.isByItself, error == lastFailure { continue }
        lastFailure = error
        mailbox.post(.indexFailed(error, asker: order.asker))
      }
    }
  }

  /// The next order, or `nil` when there will be none.
  private func nextOrder() -> Order? {
    orders.wait { orders -> Order?? in
      if orders.isClosed { return .some(nil) }
      return orders.waiting.popFirst().map { .some($0) }
    }
  }
}

extension SourceError {
  /// Whether the source itself is as it was.
  fileprivate var isOfConfiguration: Bool {
    if case .configuration = self { true } else { false }
  }
}
