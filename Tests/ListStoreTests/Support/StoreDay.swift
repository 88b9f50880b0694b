import Foundation
import HashCore
import ListFormats
import Matcher
import TestSupport
import Testing

@testable import ListStore

/// A store, and a day's work on it by a process of its own (`StoreFaults`). The acts do not depend on each
/// other, so that of each it can be told whether it was done.
struct StoreDay {
  /// With the store of the morning, and the files that are imported.
  private let folder: TemporaryFolder
  let acts: [Act]

  enum Act: Hashable {
    /// New entries for the partner's list.
    case add(file: String, Range<Int>)
    /// The other list anew: 60 entries, of which 5 are changed and 5 gone, and as many new ones.
    case replace(file: String)
    case review(Review.Decision, list: String, id: String)
    case compile
  }

  /// - Parameter importCount: entries of each file of new ones.
  init(importCount: Int) throws {
    folder = try TemporaryFolder()
    var acts: [Act] = []
    for part in 0..<2 {
      let ids = 1000 + importCount * part..<1000 + importCount * (part + 1)
      let file = try folder.file("new-\(part).tsv", ids.map { Self.line("\($0)", $0) }.joined()).path
      acts.append(.add(file: file, ids))
      acts.append(.review(.confirm, list: "own", id: "\(part)"))
      acts.append(.review(.withdraw, list: "partner", id: "\(part)"))
      if part == 0 { acts.append(.replace(file: try folder.file("other.tsv", Self.replacement).path)) }
      acts.append(.compile)
    }
    self.acts = acts
    try makeStore()
  }

  private static func line(_ id: String, _ number: Int) -> String { "pdq:\(hash(number))\t\(id)\n" }

  private static let replacement = (0..<60).map { place in
    switch place {
    case 0..<5: line("\(place)", 500 + place)
    case 55..<60: line("new-\(place)", 600 + place)
    default: line("\(place)", place)
    }
  }.joined()

  /// The hashes of the entry that the other list's new file changes.
  fileprivate static func changed(_ place: Int) -> [StoredHash] { [StoredHash(hash(500 + place))] }

  private func makeStore() throws {
    let store = try ListStore.create(at: folder.path("store"), by: TestStore.author)
    for name in ["partner", "other"] {
      try store.create(StoredList(name: name, kind: .official), by: TestStore.author)
      let staged = try StagedImport(for: store)
      var rest = [Array((0..<60).map { Self.line("\($0)", $0) }.joined().utf8)]
      _ = try staged.read(name: "", format: "text") { rest.popLast() ?? [] }
      _ = try store.take(staged, into: name, .merge, by: TestStore.author)
    }
    try store.create(.own(), by: TestStore.author)
    for number in 0..<2 {
      let content = EntryContent(hashes: [StoredHash(hash(100 + number))])
      _ = try store.add(NewEntry(id: "\(number)", content: content), to: "own", by: TestStore.author)
    }
  }

  /// A copy of the store as it was in the morning.
  func morning() throws -> TemporaryFolder {
    let copy = try TemporaryFolder()
    try FileManager.default.copyItem(atPath: folder.path("store"), toPath: copy.path("store"))
    return copy
  }
}

extension StoreDay.Act {
  /// As `StoreFaults` reads it.
  var words: String {
    switch self {
    case .add(let file, _): "import:partner:merge:\(file)"
    case .replace(let file): "import:other:replace:\(file)"
    case .review(let decision, let list, let id): "\(decision.rawValue):\(list):\(id)"
    case .compile: "compile"
    }
  }

  /// Whether the act is in the store: all of it or nothing; `nil` for a part of it, which must not be. A
  /// compilation changes nothing that is answered.
  func isDone(in store: ListStore) throws -> Bool? {
    var parts: Set<Bool> = []
    switch self {
    case .add(_, let ids):
      let listed = try store.entries(of: "partner")
      for id in ids { parts.insert(listed["\(id)"] != nil) }
    case .replace:
      let listed = try store.entries(of: "other")
      for place in 0..<5 {
        parts.insert(listed["\(place)"]?.content.hashes == StoreDay.changed(place))
        parts.insert(listed["\(55 + place)"]?.state == .withdrawn)
        parts.insert(listed["new-\(55 + place)"] != nil)
      }
    case .review(let decision, let list, let id):
      parts.insert(try store.entry(id, of: list).0.state == (decision == .confirm ? .confirmed : .withdrawn))
    case .compile: return true
    }
    return parts.count == 1 ? parts.first : nil
  }
}

extension ListStore {
  fileprivate func entries(of list: String) throws -> [String: StoredEntry] {
    var entries: [String: StoredEntry] = [:]
    try forEachEntry(of: list) { entries[$0.id] = $0 }
    return entries
  }
}

extension StoreDay {
  /// What came of a day.
  struct Outcome {
    var done: [String] = []
    var failed: [String] = []
    /// Calls of the kind that was to fail, and how long it took; `nil` where the process was killed.
    var end: (callCount: Int, microseconds: Int)?
  }

  private static let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "StoreFaults")

  /// Has a process do the day's work on the store in a folder.
  func run(_ fault: String, in folder: TemporaryFolder) throws -> Outcome {
    let (process, pipe) = (Process(), Pipe())
    process.executableURL = Self.program
    process.arguments = [folder.path("store"), fault] + acts.map(\.words)
    process.standardOutput = pipe
    try process.run()
    let text = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    var outcome = Outcome()
    for words in text.split(separator: "\n").map({ $0.split(separator: "\t").map(String.init) }) {
      switch words[0] {
      case "done": outcome.done.append(words[1])
      case "failed": outcome.failed.append(words[1])
      default: outcome.end = (try #require(Int(words[1])), try #require(Int(words[2])))
      }
    }
    let isKilled = process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGKILL
    #expect(outcome.end != nil ? process.terminationStatus == 0 : isKilled, "\(text)")
    return outcome
  }

  /// Every act that was acknowledged is there, those that were never begun are not, and the store is whole:
  /// the audit chain holds, and what is answered is what the store says.
  func check(_ folder: TemporaryFolder, after outcome: Outcome, _ subject: String) throws {
    let store = try ListStore(opening: folder.path("store"))
    _ = try store.check()
    let over = Set(outcome.done + outcome.failed)
    let inWork = outcome.end == nil ? acts.first { !over.contains($0.words) } : nil
    for act in acts where act != .compile {
      let isDone = try act.isDone(in: store)
      #expect(isDone != nil, "\(subject): half of \(act.words)")
      if outcome.done.contains(act.words) { #expect(isDone == true, "\(subject): \(act.words) is lost") }
      if !over.contains(act.words), act != inWork {
        #expect(isDone == false, "\(subject): \(act.words) was never begun")
      }
    }
    try checkGeneration(store, after: outcome, subject)
  }

  private func checkGeneration(_ store: ListStore, after outcome: Outcome, _ subject: String) throws {
    let generation = try store.read { try $0.generation() }
    let compiled = outcome.done.filter { $0 == Act.compile.words }.count
    #expect(generation?.number ?? 0 >= compiled, "\(subject): a generation is lost")
    if let generation {
      try HashIndex.open(path: store.folder.index(generation.number), honoured: .all).verify()
    }
  }
}
