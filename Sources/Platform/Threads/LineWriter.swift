import DequeModule

/// Writes lines to a file on a thread of its own, so that nobody waits for whoever reads them: a pipe that is
/// full holds up that thread alone.
package final class LineWriter: Sendable {
  private let queue = Monitor(Queue())
  private let lineCountMax: Int
  private let write: @Sendable ([UInt8]) -> Void

  private struct Queue {
    var lines: Deque<[UInt8]> = []
    /// Lines that found no room since the last one that did.
    var lostCount = 0
    /// Whether a line was taken out and may not be written yet.
    var isWriting = false
  }

  /// - Parameters:
  ///   - lineCountMax: lines beyond so many that wait are lost; the next one that finds room says how many.
  ///   - write: called on the writer's thread, one line after the other, and may take its time.
  package init(lineCountMax: Int = 1024, _ write: @escaping @Sendable ([UInt8]) -> Void) {
    self.lineCountMax = lineCountMax
    self.write = write
  }

  /// Starts the thread; until then lines wait.
  package func start() throws(SystemError) {
    let (queue, write) = (queue, write)
    let thread = try WorkerThread {
      while true {
        let line = queue.wait { Self.take(&$0) }
        write(line)
        queue.update { $0.isWriting = false }
      }
    }
    thread.detach()
  }

  /// Has a line written, or lost where too many wait. Never waits.
  package func add(_ line: [UInt8]) {
    queue.update { queue in
      guard queue.lines.count < lineCountMax else {
        queue.lostCount += 1
        return
      }
      let lost = queue.lostCount == 0 ? [] : Array("\(queue.lostCount) lines were lost here\n".utf8)
      queue.lines.append(lost + line)
      queue.lostCount = 0
    }
  }

  /// Waits until everything is written, but not longer than so many milliseconds.
  package func flush(milliseconds: UInt64) {
    let end = Clock.milliseconds + milliseconds
    while !isIdle && Clock.milliseconds < end { Clock.sleep(milliseconds: 2) }
  }

  private var isIdle: Bool { queue.read { $0.lines.isEmpty && !$0.isWriting } }

  private static func take(_ queue: inout Queue) -> [UInt8]? {
    guard let line = queue.lines.popFirst() else { return nil }
    queue.isWriting = true
    return line
  }
}
