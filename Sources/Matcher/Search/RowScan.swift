import HashCore
import Kernels

/// Scans runs of rows block by block: the linear engine, and the leaves of the tree.
struct RowScan {
  static let blockRowCount = 2048

  private let hamming: HammingKernels
  let query: PDQHash
  private var rowNumbers = [UInt32](repeating: 0, count: blockRowCount)
  private var distances = [UInt16](repeating: 0, count: blockRowCount)

  init(_ query: PDQHash, _ kernels: KernelTable) {
    self.query = query
    hamming = kernels.hamming
  }

  /// Calls `body` with (row, distance) for each row of `run` within `distanceMax`, ascending;
  /// stops when it returns false.
  ///
  /// - Returns: whether the run was scanned to its end.
  mutating func forEachRow(
    of run: Range<Int>, in hashes: RawSpan, within distanceMax: Int, _ body: (Int, Int) -> Bool
  ) -> Bool {
    var start = run.lowerBound
    while start < run.upperBound {
      let end = min(start + Self.blockRowCount, run.upperBound)
      let count = scan(hashes.extracting(HashRow.range(start..<end)), within: distanceMax)
      for place in 0..<count where !body(start + Int(rowNumbers[place]), Int(distances[place])) {
        return false
      }
      start = end
    }
    return true
  }

  private mutating func scan(_ hashes: RawSpan, within distanceMax: Int) -> Int {
    // Taken out of self and put back: two spans cannot be borrowed from it at once.
    var (numbers, measured): ([UInt32], [UInt16]) = ([], [])
    swap(&numbers, &rowNumbers)
    swap(&measured, &distances)
    defer {
      swap(&numbers, &rowNumbers)
      swap(&measured, &distances)
    }
    var rows = numbers.mutableSpan
    var found = measured.mutableSpan
    return hamming.rows(within: distanceMax, of: query.words, in: hashes, into: &rows, &found)
  }
}
