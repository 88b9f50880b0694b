import ContentDigests
import HashCore
import ListStore
import Matcher

@testable import MatchService

/// The rule of verdicts in the simplest way: every entry of a store against every query, one after another.
struct LinearJudge {
  private struct Candidate {
    var list: StoredList
    var entry: StoredEntry
    /// In byte order of (list, id).
    var number: UInt32
  }

  /// A way in which an entry was found; `view` is the place of the hash among those that are looked up.
  private struct Way: Comparable {
    var distance: Int
    var isDigest: Bool
    var view: Int

    static func < (a: Way, b: Way) -> Bool {
      (a.isDigest ? 0 : 1, a.distance, a.view) < (b.isDigest ? 0 : 1, b.distance, b.view)
    }
  }

  private let candidates: [Candidate]
  private var negatives: [Candidate] {
    candidates.filter { $0.list.kind == .negative && $0.entry.state == .confirmed }
  }

  init(_ store: ListStore) throws {
    var all: [Candidate] = []
    for list in try store.lists {
      try store.forEachEntry(of: list.name) { entry in
        let answers =
          switch entry.state {
          case .confirmed, .disputed: true
          case .proposed: list.hasProposedLeads
          case .withdrawn: false
          }
        if answers { all.append(Candidate(list: list, entry: entry, number: UInt32(all.count))) }
      }
    }
    candidates = all
  }

  /// What is told of one file or query: a line for each match and lead that is shown, and the counts.
  func told(of queries: [MatchQuery], _ search: SearchOptions, _ near: ThresholdChoice) -> [String] {
    var hashes: [PDQHash] = []
    var digests: [ContentDigest] = []
    for query in queries {
      switch query {
      case .hash(let hash): hashes.append(hash)
      case .digest(let digest): digests.append(digest)
      }
    }
    let file = File(hashes: hashes, digests: digests, threshold: search.threshold, near: near)
    var (matches, leads): ([(Way, Candidate)], [(Way, Candidate)]) = ([], [])
    var lost: [(way: Way, candidate: Candidate, to: Candidate)] = []
    for candidate in candidates where candidate.list.kind != .negative {
      let (standing, taken, nearby) = ways(of: candidate, file)
      if let best = standing.min() {
        matches.append((best, candidate))
      } else {
        if let best = taken.min(by: { $0.way < $1.way }) { lost.append((best.way, candidate, best.to)) }
        if let best = nearby.min() { leads.append((best, candidate)) }
      }
    }
    return lines(matches, leads, lost, shownMax: search.matchCountMax)
  }

  private struct File {
    var hashes: [PDQHash]
    var digests: [ContentDigest]
    var threshold: ThresholdChoice
    var near: ThresholdChoice

    func hasDigest(of entry: StoredEntry) -> Bool { entry.content.digests.contains(where: digests.contains) }

    func distance(_ view: Int, to entry: StoredEntry) -> Int? {
      entry.content.hashes.map { $0.hash.distance(to: hashes[view]) }.min()
    }
  }

  /// The ways in which an entry matches, those that are taken away, and those that only lead.
  private func ways(
    of candidate: Candidate, _ file: File
  ) -> (standing: [Way], taken: [(way: Way, to: Candidate)], leads: [Way]) {
    let threshold = file.threshold.applied(to: candidate.list.threshold).distanceMax
    let near = file.near.applied(to: candidate.list.nearThreshold).distanceMax
    var found: [Way] = []
    if file.hasDigest(of: candidate.entry) { found.append(Way(distance: 0, isDigest: true, view: 0)) }
    for view in file.hashes.indices {
      if let distance = file.distance(view, to: candidate.entry), distance <= max(threshold, near) {
        found.append(Way(distance: distance, isDigest: false, view: view))
      }
    }
    guard candidate.entry.state == .confirmed else { return ([], [], found) }
    var (standing, taken): ([Way], [(way: Way, to: Candidate)]) = ([], [])
    for way in found where way.distance <= threshold {
      if let negative = taker(of: way, candidate, file) {
        taken.append((way, negative))
      } else {
        standing.append(way)
      }
    }
    return (standing, taken, found.filter { $0.distance > threshold })
  }

  /// The nearest negative entry, if it takes this way away.
  private func taker(of way: Way, _ candidate: Candidate, _ file: File) -> Candidate? {
    let official = candidate.list.kind == .official
    let near = negatives.filter { suppresses($0.list, candidate.list.name) }.compactMap { negative in
      if file.hasDigest(of: negative.entry) { return (distance: 0, negative) }
      if way.isDigest {
        let isEqual = !official && !file.hashes.isEmpty && file.distance(0, to: negative.entry) == 0
        return isEqual ? (0, negative) : nil
      }
      let threshold = file.threshold.applied(to: negative.list.threshold).distanceMax
      guard let distance = file.distance(way.view, to: negative.entry), distance <= threshold else {
        return nil
      }
      return (distance, negative)
    }
    let nearest = near.min { ($0.0, $0.1.number) < ($1.0, $1.1.number) }
    return nearest.flatMap { $0.0 <= way.distance ? $0.1 : nil }
  }

  private func suppresses(_ list: StoredList, _ name: String) -> Bool {
    switch list.suppression {
    case .allLists: true
    case .lists(let names): names.contains(name)
    }
  }

  private func lines(
    _ matches: [(Way, Candidate)], _ leads: [(Way, Candidate)],
    _ lost: [(way: Way, candidate: Candidate, to: Candidate)], shownMax: Int
  ) -> [String] {
    var told = matches.isEmpty ? [] : ["known \(matches.count)"] + shown(matches, shownMax)
    told += ["leads \(leads.count)"] + shown(leads, shownMax)
    if let first = lost.min(by: { order(($0.way, $0.candidate)) < order(($1.way, $1.candidate)) }) {
      let name = name((first.way, first.candidate))
      told.append("lost \(lost.count) \(name) to \(first.to.list.name)/\(first.to.entry.id)")
    }
    return told
  }

  private func shown(_ found: [(Way, Candidate)], _ shownMax: Int) -> [String] {
    found.sorted { order($0) < order($1) }.prefix(shownMax).map(name)
  }

  private func order(_ found: (Way, Candidate)) -> (Int, UInt32) {
    (found.0.isDigest ? -1 : found.0.distance, found.1.number)
  }

  private func name(_ found: (Way, Candidate)) -> String {
    "\(found.1.list.name)/\(found.1.entry.id) \(found.0.isDigest ? "digest" : "\(found.0.distance)")"
  }
}
