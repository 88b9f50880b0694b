import MatchProtocol
import MatchService

/// What a page counts, and which rows each of its parts has.
struct ScanFigures {
  /// A line of the table by list and label.
  struct Source: Hashable {
    let list: String
    let label: String
  }

  private(set) var gradeCounts: [String: Int] = [:]
  /// Files known and files with leads, by the list and the first label of what is nearest.
  private(set) var bySource: [Source: (known: Int, leads: Int)] = [:]
  /// Bits between hashes, of matches and of the nearest leads.
  private(set) var matchDistances: [Int: Int] = [:]
  private(set) var leadDistances: [Int: Int] = [:]
  private(set) var formats: [String: Int] = [:]
  /// The first row of each distinct known file, and how many there are of it.
  private(set) var knownFiles: [(row: Int, count: Int)] = []
  /// Rows of unknown pictures that are in no cluster and have no leads.
  private(set) var singles: [Int] = []
  /// Rows of what was not judged, by reason.
  private(set) var unjudged: [String: [Int]] = [:]
  /// Rows of what was skipped, by kind.
  private(set) var skipped: [String: [Int]] = [:]
  private(set) var failed: [Int] = []
  private var placesByDigest: [String: Int] = [:]

  init(of scan: GatheredScan) throws(Failure) {
    for number in 0..<scan.count { add(try scan.row(number)) }
  }

  private mutating func add(_ row: ScanRow) {
    let item = row.item
    if let format = item.picture?.format { formats[format, default: 0] += 1 }
    if let lead = item.leads?.nearest {
      count(lead.list, lead.labels) { $0.leads += 1 }
      if let distance = lead.distance { leadDistances[distance, default: 0] += 1 }
    }
    switch item.outcome {
    case .known(let known): add(known, item, row.index)
    case .unknown: if item.leads == nil, row.cluster == nil { singles.append(row.index) }
    case .unjudged(let fields): unjudged[fields.reason, default: []].append(row.index)
    case .skipped(let fields): skipped[fields.kind, default: []].append(row.index)
    case .failed: failed.append(row.index)
    }
  }

  private mutating func add(_ known: KnownFields, _ item: Item, _ row: Int) {
    gradeCounts[known.best.grade ?? "", default: 0] += 1
    if let distance = known.best.distance { matchDistances[distance, default: 0] += 1 }
    count(known.best.list, known.best.labels) { $0.known += 1 }
    guard let digest = item.picture?.sha256 else {
      knownFiles.append((row, 1))
      return
    }
    if let place = placesByDigest[digest] {
      knownFiles[place].count += 1
    } else {
      placesByDigest[digest] = knownFiles.count
      knownFiles.append((row, 1))
    }
  }

  private mutating func count(
    _ list: String, _ labels: [String], _ body: (inout (known: Int, leads: Int)) -> Void
  ) {
    body(&bySource[Source(list: list, label: labels.first ?? ""), default: (0, 0)])
  }
}
