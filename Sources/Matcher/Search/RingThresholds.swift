/// How a threshold is divided among the chunks of a hash: whole thresholds whose sum is one more.
enum RingThresholds {
  /// As evenly as whole numbers allow, the larger ones first.
  static func even(distanceMax: Int, chunkCount: Int) -> [UInt8] {
    let (share, larger) = (distanceMax + 1).quotientAndRemainder(dividingBy: chunkCount)
    return (0..<chunkCount).map { UInt8(share + ($0 < larger ? 1 : 0)) }
  }

  /// The division of least cost, where chunk c with threshold t costs `costs[c][t]`; the costs of larger
  /// thresholds than are given are out of the question. `nil` if the chunks cannot take so much.
  ///
  /// Dynamic programming over (chunks so far, sum so far).
  static func cheapest(distanceMax: Int, costs: [[Double]]) -> (thresholds: [UInt8], cost: Double)? {
    let sum = distanceMax + 1
    var best = [Double](repeating: .infinity, count: sum + 1)
    best[0] = 0
    var choices: [[UInt8]] = []
    for chunk in costs {
      var next = [Double](repeating: .infinity, count: sum + 1)
      var choice = [UInt8](repeating: 0, count: sum + 1)
      for total in 0...sum {
        for threshold in 0..<min(chunk.count, total + 1) {
          let cost = best[total - threshold] + chunk[threshold]
          if cost < next[total] { (next[total], choice[total]) = (cost, UInt8(threshold)) }
        }
      }
      best = next
      choices.append(choice)
    }
    guard best[sum] < .infinity else { return nil }
    var thresholds = [UInt8](repeating: 0, count: costs.count)
    var left = sum
    for chunk in costs.indices.reversed() {
      thresholds[chunk] = choices[chunk][left]
      left -= Int(thresholds[chunk])
    }
    return (thresholds, best[sum])
  }
}
