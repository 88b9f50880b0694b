import ContentDigests
import Foundation
import GRDB

/// One compilation of the store.
public struct Generation: Hashable, Sendable {
  /// From 1.
  public var number: Int
  /// The last change that it has.
  public var sequence: Int
  /// Of the index's content.
  public var digest: ContentDigest
  public var entryCount: Int
  /// Seconds since 1970.
  public var time: Int
}

extension Tables {
  /// The newest; `nil` for a store that was never compiled.
  func generation() throws -> Generation? {
    let row = try Row.fetchOne(database, sql: "SELECT * FROM generations ORDER BY number DESC LIMIT 1")
    return row.map {
      Generation(
        number: $0["number"], sequence: $0["seq"],
        digest: ContentDigest(.sha256, bytes: Array($0["digest"] as Data)), entryCount: $0["entries"],
        time: $0["time"])
    }
  }

  func insert(_ generation: Generation) throws {
    try database.execute(
      sql: "INSERT INTO generations VALUES (?, ?, ?, ?, ?)",
      arguments: [
        generation.number, generation.sequence, Data(generation.digest.bytes), generation.entryCount,
        generation.time,
      ])
  }
}
