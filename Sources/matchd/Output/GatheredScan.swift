import MatchProtocol
import MatchService
import Matcher
import Platform

/// What is kept of a scan for reports that need all of it.
final class GatheredScan {
  private let spool: RowSpool
  private var candidates = ClusterCandidates()
  /// The numbers of the rows with leads.
  private(set) var leads: [Int] = []
  private(set) var clusters = PictureClusters.none
  private let threshold: Threshold

  /// - Parameter threshold: how near the pictures of a cluster are to the one that stands for them.
  init(clusterThreshold threshold: Threshold) throws(Failure) {
    self.threshold = threshold
    do throws(SystemError) {
      spool = try RowSpool()
    } catch {
      throw Failure("cannot put rows aside: \(error)")
    }
  }

  var count: Int { spool.count }

  func add(_ file: ScannedFile) throws(Failure) {
    let row = count
    if file.item.leads != nil { leads.append(row) }
    candidates.add(file.item, row: row)
    do throws(SystemError) {
      try spool.append(file)
    } catch {
      throw Failure("cannot put rows aside: \(error)")
    }
  }

  /// Makes the clusters, once all rows are there.
  func group() throws(Failure) {
    do {
      clusters = try candidates.clusters(within: threshold, coreCount: BatchScanner.processorCount)
    } catch {
      throw Failure("cannot make clusters: \(error)")
    }
    candidates = ClusterCandidates()
  }

  func row(_ number: Int) throws(Failure) -> ScanRow {
    ScanRow(try spool.row(number), cluster: clusters.membership(ofRow: number))
  }

  /// All rows as people read them: those with leads, then clusters, then the rest as it came.
  var readingOrder: [Int] {
    let first = leads + clusters.clusters.flatMap(\.rows)
    let taken = Set(first)
    return first + (0..<count).filter { !taken.contains($0) }
  }
}
