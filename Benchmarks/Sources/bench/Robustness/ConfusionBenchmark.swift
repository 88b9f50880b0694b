import ArgumentParser
import CTestPictures
import Foundation
import HashCore
import Kernels

/// Whether variants of harmless pictures come near entries that have nothing to do with them: each picture
/// against each other one.
struct ConfusionBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "confusion", abstract: "Variants of harmless pictures that come near entries of others.")

  @Option(help: "Pictures of each kind that are looked up.") var queries = 500
  @Option(help: "Pictures of each kind that are listed, those among them.") var entries = 2000
  @Option(help: "A folder of JPEG and PNG files: one more kind, listed and looked up.") var pictures: String?

  func run() throws {
    let corpora = try HarmlessCorpus.allCases.map { try CorpusHashes($0, queries, entries) } + folder()
    let rows = EntryRows(corpora.map(\.entries))
    var table = MarkdownTable(
      "looked up", "pictures", "pairs of views, millions", "nearest as it is", "nearest, standard",
      "nearest, thorough", "thorough within 31/48/56/64/72", "told as matches/leads by none", "by standard",
      "by thorough")
    var pairCount = 0
    for (place, corpus) in corpora.enumerated() {
      var tally = ConfusionTally()
      for query in corpus.queries { tally.add(query, in: rows, corpus: place) }
      table.rows.append([corpus.name, "\(corpus.queries.count)"] + tally.cells)
      pairCount += tally.pairCount
    }
    print(table.text)
    print(
      "\n\(rows.count) entries, \((Double(pairCount) / 1e9).fixed(2)) · 10⁹ pairs of a view and an entry.")
  }

  private func folder() throws -> [CorpusHashes] {
    guard let pictures else { return [] }
    let found = try PictureSource.pictures(inFolder: pictures, count: .max)
    return [try CorpusHashes("of the folder", found.indices.map { number in { found[number] } }, found.count)]
  }
}

/// The hashes of a corpus: of each picture that is listed, and of all variants of those that are looked up.
private struct CorpusHashes {
  struct Query {
    /// Its own place among the corpus' entries, if the quality gate lets it pass there.
    let entry: Int?
    let hashes: [ViewHash]
  }

  let name: String
  private(set) var entries: [PDQHash] = []
  private(set) var queries: [Query] = []

  init(_ corpus: HarmlessCorpus, _ queryCount: Int, _ entryCount: Int) throws {
    let pictures = (0..<entryCount).map { number in { corpus.picture(number) } }
    try self.init(corpus.rawValue, pictures, queryCount)
  }

  init(_ name: String, _ pictures: [() -> DrawnPixels], _ queryCount: Int) throws {
    self.name = name
    let hasher = PictureHasher()
    for (number, draw) in pictures.enumerated() {
      let picture = draw()
      let listed = try PictureSource.hash(of: picture)
      let isListed = listed.quality >= PictureSource.qualityMin
      if isListed { entries.append(listed.hash) }
      guard number < queryCount else { continue }
      let file = Codec.jpeg(picture.samples, width: picture.width, height: picture.height, quality: 90)
      // SAFETY: bytes have no padding.
      let hashes = try unsafe hasher.hash(file.span.bytes, HashRequest(variants: .thorough)).hashes
      queries.append(Query(entry: isListed ? entries.count - 1 : nil, hashes: hashes))
    }
  }
}

/// All entries in one piece of memory, as the kernels take them.
private struct EntryRows {
  let words: [UInt64]
  /// Where each corpus begins.
  let starts: [Int]
  var count: Int { words.count / 4 }

  init(_ corpora: [[PDQHash]]) {
    words = corpora.joined().flatMap { [$0.words.0, $0.words.1, $0.words.2, $0.words.3] }
    starts = corpora.reduce(into: [0]) { $0.append($0.last! + $1.count) }.dropLast()
  }
}

/// What the queries of one corpus came near.
private struct ConfusionTally {
  private static let steps = [31, 48, 56, 64, 72]
  private static let distanceMax = 72

  private(set) var pairCount = 0
  private var nearest: [VariantSet: Int] = [:]
  private var counts = steps.map { _ in 0 }
  private var matchCounts: [VariantSet: Int] = [:]
  private var leadCounts: [VariantSet: Int] = [:]

  mutating func add(_ query: CorpusHashes.Query, in rows: EntryRows, corpus: Int) {
    let own = query.entry.map { rows.starts[corpus] + $0 }
    var findings: [Int: VariantFindings] = [:]
    for view in query.hashes where view.hash.quality >= PictureSource.qualityMin {
      pairCount += rows.count
      for (row, distance) in Self.near(view.hash.hash, rows) where row != own {
        note(view, distance)
        findings[row, default: VariantFindings()].add(view, at: distance)
      }
    }
    for set in VariantSet.allCases {
      matchCounts[set, default: 0] += findings.values.count { $0.matches(set) }
      leadCounts[set, default: 0] += findings.values.count { $0.leads(set) && !$0.matches(set) }
    }
  }

  private mutating func note(_ view: ViewHash, _ distance: Int) {
    for set in VariantSet.allCases where view.view.isIn(set) {
      nearest[set] = min(nearest[set] ?? distance, distance)
    }
    for (place, step) in Self.steps.enumerated() where distance <= step { counts[place] += 1 }
  }

  private static func near(_ hash: PDQHash, _ rows: EntryRows) -> [(row: Int, distance: Int)] {
    var numbers = [UInt32](repeating: 0, count: rows.count)
    var distances = [UInt16](repeating: 0, count: rows.count)
    var numberSpan = numbers.mutableSpan
    var distanceSpan = distances.mutableSpan
    // SAFETY: the words have no padding.
    let bytes = unsafe rows.words.span.bytes
    let count = KernelTable.best.hamming.rows(
      within: distanceMax, of: hash.words, in: bytes, into: &numberSpan, &distanceSpan)
    return (0..<count).map { (Int(numbers[$0]), Int(distances[$0])) }
  }

  var cells: [String] {
    let nearest = VariantSet.allCases.map { set in self.nearest[set].map { "\($0)" } ?? "above 72" }
    let told = VariantSet.allCases.map { "\(matchCounts[$0] ?? 0)/\(leadCounts[$0] ?? 0)" }
    return [(Double(pairCount) / 1e6).fixed(0)] + nearest
      + [counts.map { "\($0)" }.joined(separator: "/")] + told
  }
}
