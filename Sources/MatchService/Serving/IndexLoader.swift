import DequeModule
import Matcher
import Platform

/// Opens indexes on a thread of its own, one after the other, so that nobody waits for it.
final class IndexLoader: Sendable {
  private let orders = Monitor(Orders())
  private let load: Load
  private let holder: IndexHolder
  private let mailbox: Mailbox

  /// Gives what the source holds at that moment.
  typealias Load = @Sendable () throws(IndexError) -> LoadedIndex

  private struct Orders {
    /// Who waits for each load; `nil` where nobody does.
    var waiting: Deque<Asker?> = []
    var isClosed = false
  }

  init(holder: IndexHolder, mailbox: Mailbox, load: @escaping Load) {
    self.load = load
    self.holder = holder
    self.mailbox = mailbox
  }

  func start() throws(SystemError) {
    let thread = try WorkerThread { self.run() }
    thread.detach()
  }

  func order(for asker: Asker? = nil) { orders.update { $0.waiting.append(asker) } }

  func close() { orders.update { $0.isClosed = true } }

  private func run() {
    while let asker = nextOrder() {
      do throws(IndexError) {
        let loaded = try load()
        holder.replace(with: loaded)
        mailbox.post(.indexOpened(generation: loaded.generation, asker: asker))
      } catch {
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
