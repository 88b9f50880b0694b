import ContentDigests
import Matcher

/// One act upon the store, in the log that tells who did what. Each line's digest covers the digest of the
/// line before, so that none can be altered, dropped or moved without the rest telling.
public struct AuditLine: Hashable, Sendable {
  public enum Act: String, CaseIterable, Sendable {
    case initialise = "init"
    case create, remove, add, label, confirm, dispute, withdraw, reinstate
    case `import`, release, drop, compile, backup, restore
  }

  /// From 1, without gaps.
  public var number: Int
  /// Seconds since 1970.
  public var time: Int
  public var `operator`: String
  /// Whose judgement it is; empty where none is asked for.
  public var reviewer: String
  public var act: Act
  /// What it was done to; empty where it was the store.
  public var list: String
  public var entry: String
  /// The last change of the store behind the act.
  public var sequence: Int
  public var reason: String
  /// Of the entry, SHA-256; empty where there was none.
  public var before: [UInt8]
  public var after: [UInt8]

  /// The digest of this line behind one with the digest `previous`.
  func digest(behind previous: [UInt8]) -> [UInt8] {
    var canonical = CanonicalBytes()
    canonical.add(previous)
    for number in [number, time, sequence] { canonical.add(number) }
    for text in [self.operator, reviewer, act.rawValue, list, entry, reason] { canonical.add(text) }
    for digest in [before, after] { canonical.add(digest) }
    return canonical.digest.bytes
  }
}

/// Where the log stood: what is kept elsewhere, so that a log that was cut or written anew can be told from
/// the one it was.
public struct AuditCheckpoint: Hashable, Sendable, CustomStringConvertible {
  public var number: Int
  public var digest: [UInt8]

  /// Before the first line.
  static let start = AuditCheckpoint(number: 0, digest: [UInt8](repeating: 0, count: 32))

  /// Reads `<number>:<64 hex>`.
  public init?(_ text: String) {
    let parts = text.split(separator: ":")
    guard parts.count == 2, let number = Int(parts[0]), number >= 0,
      let digest = ContentDigest(.sha256, hex: parts[1])
    else { return nil }
    self.init(number: number, digest: digest.bytes)
  }

  init(number: Int, digest: [UInt8]) {
    self.number = number
    self.digest = digest
  }

  public var description: String { "\(number):\(ContentDigest(.sha256, bytes: digest).hex)" }
}

extension StoredEntry {
  /// What stands in the log of how the entry was.
  var auditDigest: [UInt8] {
    var canonical = CanonicalBytes()
    for text in [list, id, state.rawValue] { canonical.add(text) }
    let content = content.ordered
    canonical.add(content.values.count)
    for value in content.values {
      for text in [value.kind.rawValue, value.view] { canonical.add(text) }
      canonical.add(Array(value.value))
    }
    canonical.add(content.foreignHashes.count)
    for hash in content.foreignHashes {
      canonical.add(hash.kind)
      canonical.add(hash.value)
    }
    for sourced in labels {
      let label = sourced.label
      for text in [label.scheme, label.version, label.code, label.jurisdiction, sourced.source] {
        canonical.add(text)
      }
    }
    return canonical.digest.bytes
  }
}
