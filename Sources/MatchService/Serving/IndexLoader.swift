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
  private let mailbox: Mailbox

  /// Gives what the source holds at that moment.
  typealias Load = @Sendable () throws(SourceError) -> LoadedIndex

  private struct Orders {
    /// Who waits for each load; `nil` where nobody does.
    var waiting: Deque<Asker?> = []
    var isClosed = false
  }

  /// - Parameters:
  ///   - hasChanged: asked again and again whether to load anew, without being told to; `nil`: never.
  ///   - staysInService: whether a load that fails leaves what was loaded before.
  init(
    holder: IndexHolder, mailbox: Mailbox, hasChanged: (@Sendable () -> Bool)? = nil,
    staysInService: Bool = true, load: @escaping Load
  ) {
    self.load = load
    self.hasChanged = hasChanged
    self.staysInService = staysInService
    self.holder = holder
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
      if hasChanged() { order() }
      Clock.sleep(milliseconds: Self.watchInterval)
    }
  }

  func order(for asker: Asker? = nil) { orders.update { $0.waiting.append(asker) } }

  func close() { orders.update { $0.isClosed = true } }

  private func run() {
    while let asker = nextOrder() {
      do throws(SourceError) {
        let loaded = try load()
        holder.replace(with: loaded)
        mailbox.post(.indexOpened(generation: loaded.generation, asker: asker))
      } catch {
        if !staysInService { holder.withdraw() }
        mailbox.post(.indexFailed(error, asker: asker))
      }
    }
  }

  /// The next order, or `nil` when there will be none.
  private func nextOrder() -> Asker?? {
    orders.wait { orders -> Asker??? in
      if orders.isClosed { return .some(nil) }
      return orders.waiting.popFirst().map { .some(.some($0)) } ?? nil
    }
  }
}
