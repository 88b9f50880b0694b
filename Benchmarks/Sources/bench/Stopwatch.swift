/// Times closures by the monotonic clock, in seconds.
enum Stopwatch {
  static func seconds(_ work: () throws -> Void) rethrows -> Double {
    let taken = try SuspendingClock().measure(work).components
    return Double(taken.seconds) + Double(taken.attoseconds) * 1e-18
  }

  /// Runs the contenders in turn, `rounds` times, so that a noisy neighbour disturbs all of them alike; gives
  /// each one's times in the order of the rounds.
  static func rounds(_ rounds: Int, of contenders: [() throws -> Void]) throws -> [[Double]] {
    var times = contenders.map { _ in [Double]() }
    for _ in 0..<rounds {
      for (index, contender) in contenders.enumerated() { times[index].append(try seconds(contender)) }
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

  /// Median over the rounds of this contender's time divided by the other's in the same round.
  func medianRatio(to other: [Double]) -> Double { zip(self, other).map { $0 / $1 }.median }
}
