import ContentDigests
import Foundation
import HashCore
import ListFormats
import Matcher

/// Entries of a partner's file as bytes of the scratch file, which is gone when the import ends.
enum RecordCoding {
  static func encoded(_ record: ImportedRecord) -> [UInt8] {
    var bytes = CanonicalBytes()
    bytes.add(record.id)
    bytes.add(record.stateWord)
    bytes.add(record.state?.number ?? -1)
    bytes.add(record.updated?.seconds ?? .min)
    bytes.add(record.hashes.count)
    for hash in record.hashes { bytes.add(Array(hash.data)) }
    bytes.add(record.digests.count)
    for digest in record.digests {
      bytes.add(digest.algorithm.rawValue)
      bytes.add(digest.bytes)
    }
    bytes.add(record.foreignHashes.count)
    for hash in record.foreignHashes {
      bytes.add(hash.kind)
      bytes.add(hash.value)
    }
    bytes.add(record.labels.count)
    for label in record.labels {
      bytes.add(label.code)
      for text in [label.scheme, label.version, label.jurisdiction] { bytes.add(text) }
    }
    return bytes.bytes
  }

  /// `nil` for bytes that `encoded` did not make.
  static func decoded(_ bytes: Data) -> ImportedRecord? {
    var reader = CanonicalReader(bytes)
    guard let id = reader.text() else { return nil }
    var record = ImportedRecord(id: id)
    record.stateWord = reader.optionalText()
    record.state = reader.number().flatMap { EntryState(number: $0) }
    if let seconds = reader.number(), seconds != .min { record.updated = SourceTime(seconds: seconds) }
    record.hashes = reader.items { $0.bytes().flatMap { $0.count == 32 ? PDQHash($0) : nil } }
    record.digests = reader.items { reader in
      guard let name = reader.text(), let algorithm = DigestAlgorithm(rawValue: name),
        let bytes = reader.bytes(), bytes.count == algorithm.byteCount
      else { return nil }
      return ContentDigest(algorithm, bytes: Array(bytes))
    }
    record.foreignHashes = reader.items { reader in
      guard let kind = reader.text(), let value = reader.text() else { return nil }
      return ListFormats.ForeignHash(kind: kind, value: value)
    }
    record.labels = reader.items { reader in
      guard let code = reader.text() else { return nil }
      return ImportedLabel(
        scheme: reader.optionalText(), version: reader.optionalText(), code: code,
        jurisdiction: reader.optionalText())
    }
    return reader.isAtEnd ? record : nil
  }
}

extension CanonicalBytes {
  /// A text that may be missing: 0, or 1 and the text.
  fileprivate mutating func add(_ text: String?) {
    add(text == nil ? 0 : 1)
    if let text { add(text) }
  }
}

/// Reads what `CanonicalBytes` wrote.
private struct CanonicalReader {
  private var rest: Data
  /// Whether everything that was asked for was there.
  private var isWhole = true

  init(_ bytes: Data) { rest = bytes }

  /// Whether all bytes were read, and no more than there are.
  var isAtEnd: Bool { isWhole && rest.isEmpty }

  mutating func number() -> Int? {
    guard rest.count >= 8 else {
      isWhole = false
      return nil
    }
    let bits = rest.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    rest = rest.dropFirst(8)
    return Int(truncatingIfNeeded: bits)
  }

  mutating func bytes() -> Data? {
    guard let count = number(), count >= 0, count <= rest.count else {
      isWhole = false
      return nil
    }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }

  mutating func text() -> String? { bytes().map { String(decoding: $0, as: UTF8.self) } }

  mutating func optionalText() -> String? { number() == 1 ? text() : nil }

  mutating func items<Item>(_ read: (inout CanonicalReader) -> Item?) -> [Item] {
    guard let count = number(), count >= 0 else { return [] }
    var items: [Item] = []
    while items.count < count, let item = read(&self) { items.append(item) }
    return items
  }
}
