import Dispatch
import Platform
import Synchronization

/// A value that is computed on another core meanwhile.
final class Deferred<Value: Sendable>: Sendable {
  private let result = Mutex<Value?>(nil)
  private let group = DispatchGroup()

  init(_ body: @escaping @Sendable () -> Value) {
    let body = FaultPlan.inherited(body)
    DispatchQueue.global(qos: .userInitiated).async(group: group) { [self] in
      let value = body()
      result.withLock { $0 = value }
    }
  }

  /// Waits for the value. To be asked for once.
  func value() -> Value {
    group.wait()
    return result.withLock { $0.take()! }
  }
}
