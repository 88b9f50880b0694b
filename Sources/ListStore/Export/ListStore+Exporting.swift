import ContentDigests
import HashCore
public import ListFormats
import Matcher

/// What became of the entries of a list that was exported.
public struct ExportCounts: Hashable, Sendable {
  public internal(set) var written = 0
  /// Entries that the format would make others of: withdrawn ones, say, in one without states.
  public internal(set) var leftOut = 0
}

extension ListStore {
  /// Writes a list in one of the formats that are read too: who imports it has the same entries, as far as
  /// the format can say what they are. Memory is an entry's; O(entries).
  ///
  /// - Parameter write: takes the bytes, piece by piece.
  /// - Throws: `StoreError` for an official list that is not shareable, which is its source's to hand on;
  ///   what `write` throws.
  public func export(
    _ list: String, as exporter: any ListExporter.Type, _ write: ([UInt8]) throws -> Void
  ) throws -> ExportCounts {
    guard try self.list(named: list).canBeHandedOn else {
      throw StoreError(
        .exporting, "list '\(list)'",
        expected: "a list of our own to hand on, or one that was made shareable",
        found: "an official one")
    }
    var (exporter, counts, bytes) = (exporter.init(), ExportCounts(), [UInt8]())
    exporter.begin(into: &bytes)
    try forEachEntry(of: list) { entry in
      let isWritten = exporter.write(ImportedRecord(entry), into: &bytes)
      if isWritten { counts.written += 1 } else { counts.leftOut += 1 }
      guard bytes.count >= Self.pieceByteCount else { return }
      try write(bytes)
      bytes.removeAll(keepingCapacity: true)
    }
    exporter.end(into: &bytes)
    try write(bytes)
    return counts
  }

  private static let pieceByteCount = 1 << 16
}

extension ImportedRecord {
  /// An entry as a file has it: what its list's source says of it, and what our own people say. Hashes of
  /// other views are made from the picture; no format has them.
  init(_ entry: StoredEntry) {
    self.init(
      id: entry.id, list: entry.list, hashes: entry.content.hashes.filter(\.view.isEmpty).map(\.hash),
      digests: entry.content.digests,
      foreignHashes: entry.content.foreignHashes.map {
        ListFormats.ForeignHash(kind: $0.kind, value: String(decoding: $0.value, as: UTF8.self))
      }, labels: Self.labels(of: entry), state: entry.state)
  }

  private static func labels(of entry: StoredEntry) -> [ImportedLabel] {
    var seen: Set<Label> = []
    return entry.labels.map(\.label).filter { seen.insert($0).inserted }.map { label in
      func named(_ text: String) -> String? { text.isEmpty ? nil : text }
      return ImportedLabel(
        scheme: named(label.scheme), version: named(label.version), code: label.code,
        jurisdiction: named(label.jurisdiction))
    }
  }
}
