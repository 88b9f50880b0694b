import Glibc

/// Times closures by the monotonic clock, or by the time that this thread was given, in seconds.
enum Stopwatch {
  /// Processor time of this thread while it does `work`: what neighbours take does not count, what they
  /// leave cold in the caches does.
  static func threadSeconds(_ work: () throws -> Void) rethrows -> Double {
    let start = threadTime()
    try work()
    return threadTime() - start
  }

  private static func threadTime() -> Double {
    var time = timespec()
    // SAFETY: the time is written within the call.
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  static func seconds(_ work: () throws -> Void) rethrows -> Double {
    let taken = try SuspendingClock().measure(work).components
    return Double(taken.seconds) + Double(taken.attoseconds) * 1e-18
  }

  /// Runs the contenders in turn, `rounds` times, so that a noisy neighbour disturbs all of them alike; gives
  /// each one's times in the order of the rounds.
  static func rounds(
    _ rounds: Int, of contenders: [() throws -> Void],
    by stopwatch: (() throws -> Void) throws -> Double = { try seconds($0) }
  ) throws -> [[Double]] {
    var times = contenders.map { _ in [Double]() }
    for _ in 0..<rounds {
      for (index, contender) in contenders.enumerated() { times[index].append(try stopwatch(contender)) }
    }
    return times
  }
}

extension [Double] {
  var median: Double {
    let ordered = sorted()
    guard let middle = ordered.indices.last.map({ $0 / 2 }) else { return .nan }
    return count % 2 == 1 ? ordered[middle] : (ordered[middle] + ordered[middle + 1]) / 2
  }

  /// This contender's least time divided by the other's: what remains where neighbours disturb most rounds.
  func leastRatio(to other: [Double]) -> Double { (self.min() ?? .nan) / (other.min() ?? .nan) }

  /// Median over the rounds of this contender's time divided by the other's in the same round.
  func medianRatio(to other: [Double]) -> Double { zip(self, other).map { $0 / $1 }.median }
}
