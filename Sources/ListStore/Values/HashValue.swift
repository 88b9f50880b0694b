import ContentDigests
import Foundation
import HashCore

/// Hashes and digests as the store's columns hold them.
extension PDQHash {
  /// 32 bytes, most significant first, in the order of its text.
  var data: Data {
    var data = Data(capacity: 32)
    for word in [words.3, words.2, words.1, words.0] {
      for place in 0..<8 { data.append(UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * place))) }
    }
    return data
  }

  /// - Precondition: 32 bytes.
  init(_ data: Data) {
    precondition(data.count == 32, "32 bytes")
    var words: InlineArray<4, UInt64> = [0, 0, 0, 0]
    for (place, byte) in data.enumerated() { words[3 - place / 8] = words[3 - place / 8] << 8 | UInt64(byte) }
    self.init(words: (words[0], words[1], words[2], words[3]))
  }
}

/// What kind of value a row of hashes has.
enum HashKind: String {
  case pdq, md5, sha1, sha256

  init(_ algorithm: DigestAlgorithm) {
    switch algorithm {
    case .md5: self = .md5
    case .sha1: self = .sha1
    case .sha256: self = .sha256
    }
  }

  /// `nil` for hashes.
  var algorithm: DigestAlgorithm? { DigestAlgorithm(rawValue: rawValue) }
}

/// A hash or digest with its kind: one row.
struct HashValue: Hashable {
  var kind: HashKind
  var value: Data
  var view = ""
}

extension EntryContent {
  var values: [HashValue] {
    hashes.map { HashValue(kind: .pdq, value: $0.hash.data, view: $0.view) }
      + digests.map { HashValue(kind: HashKind($0.algorithm), value: Data($0.bytes)) }
  }

  init(_ values: [HashValue], foreignHashes: [ForeignHash]) {
    self.init(foreignHashes: foreignHashes)
    for value in values {
      if let algorithm = value.kind.algorithm {
        digests.append(ContentDigest(algorithm, bytes: Array(value.value)))
      } else {
        hashes.append(StoredHash(PDQHash(value.value), view: value.view))
      }
    }
  }
}
