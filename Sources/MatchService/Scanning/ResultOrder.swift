import Platform

/// Puts results that come in any order back into the order of their numbers.
final class ResultOrder: Sendable {
  private let waiting: Monitor<Waiting>
  private let waitingCountMax: Int
  private let body: @Sendable (ScannedFile) -> Void

  private struct Waiting {
    /// The number that is delivered next.
    var next = 0
    var results: [Int: ScannedFile] = [:]
    /// Whether some thread is delivering; nobody else may then.
    var isDelivering = false
  }

  init(waitingCountMax: Int, _ body: @escaping @Sendable (ScannedFile) -> Void) {
    waiting = Monitor(Waiting())
    self.waitingCountMax = waitingCountMax
    self.body = body
  }

  /// Keeps the result with this number until it is due, and delivers what is. Waits while too many results
  /// wait for an earlier one.
  func put(_ result: ScannedFile, at number: Int) {
    waiting.wait { waiting -> Void? in
      guard number < waiting.next + waitingCountMax else { return nil }
      waiting.results[number] = result
      return ()
    }
    while let due = removeDue() {
      for result in due { body(result) }
      waiting.update { $0.isDelivering = false }
    }
  }

  /// The results that are due in a row, unless another thread is delivering; it will see them.
  private func removeDue() -> [ScannedFile]? {
    waiting.update { waiting in
      guard !waiting.isDelivering else { return nil }
      var due: [ScannedFile] = []
      while let result = waiting.results.removeValue(forKey: waiting.next) {
        due.append(result)
        waiting.next += 1
      }
      waiting.isDelivering = !due.isEmpty
      return due.isEmpty ? nil : due
    }
  }
}
