import ContentDigests
import Foundation
import GRDB
import HashCore
import Matcher
import TestSupport

@testable import ListStore

/// A store in a folder of its own, and what tests do with it.
struct TestStore {
  let folder: TemporaryFolder
  let store: ListStore

  static let author = Author(operator: "uid:test", time: 1_700_000_000)

  /// - Parameter lists: are made in it.
  init(_ lists: StoredList...) throws {
    folder = try TemporaryFolder()
    store = try ListStore.create(at: folder.path("store"), by: Self.author)
    for list in lists { try store.create(list, by: Self.author) }
  }

  @discardableResult func add(
    _ id: String, _ hash: PDQHash, to list: String = "own", _ labels: [Label] = []
  ) throws -> ActOutcome {
    let entry = NewEntry(id: id, content: EntryContent(hashes: [StoredHash(hash)]), labels: labels)
    return try store.add(entry, to: list, by: Self.author)
  }

  @discardableResult func review(
    _ decision: Review.Decision, _ id: String, by reviewer: String = "a", in list: String = "own"
  ) throws -> ActOutcome {
    let review = Review(decision, reviewer: reviewer, reason: "a test")
    return try store.review(id, of: list, review, by: Self.author)
  }

  func state(_ id: String, in list: String = "own") throws -> EntryState {
    try store.entry(id, of: list).0.state
  }

  /// Does what no command does.
  func tamper(_ sql: String) throws { try store.queue.write { try $0.execute(sql: sql) } }
}

extension StoredList {
  static func own(quorum: Int = 1) -> StoredList { StoredList(name: "own", kind: .own, quorum: quorum) }
}

/// Hash number `number` of a fixed row of them.
func hash(_ number: Int) -> PDQHash {
  var random = SeededGenerator(seed: UInt64(number) + 1)
  return PDQHash(words: (random.next(), random.next(), random.next(), random.next()))
}
